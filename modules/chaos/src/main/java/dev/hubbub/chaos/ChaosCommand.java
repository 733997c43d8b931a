// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.deployment.Deployment;
import dev.hubbub.chaos.fault.CrowdTarget;
import dev.hubbub.chaos.fault.Fault;
import dev.hubbub.chaos.fault.FaultSchedule;
import dev.hubbub.chaos.fault.FaultTargets;
import dev.hubbub.chaos.report.ReportTable;
import dev.hubbub.chaos.report.RunReport;
import dev.hubbub.chaos.run.ChaosRun;
import dev.hubbub.chaos.run.RunPlan;
import dev.hubbub.chaos.run.RunResult;
import dev.hubbub.chaos.scenario.Scenario;
import dev.hubbub.chaos.scenario.Scenarios;
import dev.hubbub.chaos.scenario.Workload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Injects faults around a hub under load, and compares what was sent, acked and received. */
@Command(
        name = "hubbub-chaos",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing lost, doubled, missing or out of order",
            "1:something was, or it could not be run",
            "2:the command line is wrong"
        },
        description = {
            "Breaks things around a hub under load, and compares what was sent, acked and received.",
            "Without --targets it starts a hub of its own on loopback. --list shows the scenarios; without --scenario"
                    + " the schedule is drawn from --seed."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int NOT_CLEAN = 1;

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "Prints the scenarios and their schedules.")
    private boolean list;

    @Option(names = "--scenario", paramLabel = "NAME", description = "A schedule with a name.")
    private @Nullable String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Draws the schedule; the same seed draws the same one.")
    private @Nullable Long seed;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "What may be drawn: ${COMPLETION-CANDIDATES}. Default: whatever can be done here.")
    private Set<Fault> faults = EnumSet.allOf(Fault.class);

    @Option(names = "--seconds", paramLabel = "N", description = "How long the load lasts. Default: 60.")
    private @Nullable Integer seconds;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the report as JSON.")
    private @Nullable Path reportFile;

    @Mixin
    private WorkloadOptions workloadOptions;

    @ArgGroup(exclusive = false, heading = "%nA hub of its own:%n")
    private LocalHubOptions localHub = new LocalHubOptions();

    @ArgGroup(exclusive = false, heading = "%nA hub that runs already:%n")
    private @Nullable ExternalHubOptions externalHub;

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON reports of a directory as one table in Markdown.")
    int report(@Parameters(paramLabel = "DIRECTORY") Path directory) {
        print(ReportTable.of(directory).stripTrailing());
        return CLEAN;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Scenarios.ALL.forEach(each -> print(String.format("%-18s %s%n%s", each, each.about(), each.schedule())));
            return CLEAN;
        }
        try {
            return run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int run() throws IOException, InterruptedException {
        Scenario named = scenario == null ? null : Scenarios.byName(scenario);
        Vertx vertx = Vertx.vertx();
        try (TemporaryDirectory data = new TemporaryDirectory();
                Deployment deployment =
                        externalHub != null ? externalHub.connect(vertx) : localHub.start(vertx, named, data.path())) {
            RunPlan plan = plan(deployment, named);
            print(plan.name() + (plan.seed() == null ? "" : ", seed " + plan.seed()) + ", " + plan.workload());
            print(plan.schedule().toString());
            RunResult result = new ChaosRun(vertx, deployment, plan, this::print).run();
            RunReport report = new RunReport(result);
            print(report.text());
            if (reportFile != null) {
                Files.writeString(reportFile, report.json().encodePrettily() + "\n", StandardCharsets.UTF_8);
            }
            return result.isClean() ? CLEAN : NOT_CLEAN;
        } catch (AssertionError | IllegalStateException | TimeoutException e) { // the testkit's waits end with an error
            print(String.valueOf(e.getMessage()));
            return NOT_CLEAN;
        } finally {
            vertx.close().await();
        }
    }

    private RunPlan plan(Deployment deployment, @Nullable Scenario named) {
        Workload workload = workloadOptions.orElse(named == null ? null : named.workload());
        Duration length = seconds != null
                ? Duration.ofSeconds(seconds)
                : named == null ? Duration.ofMinutes(1) : named.duration();
        long drawnSeed = seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000);
        FaultTargets targets = new FaultTargets(
                deployment.processes(),
                deployment.links(),
                Future::succeededFuture,
                named == null ? Map.of() : Map.of(FaultTargets.ROOMS, new NoCrowd()));
        FaultSchedule schedule =
                named != null ? named.schedule() : FaultSchedule.of(drawnSeed, length, faults, targets);
        schedule.faults().forEach(targets::require);
        Duration duration = schedule.duration().compareTo(length) > 0 ? schedule.duration() : length;
        return new RunPlan(
                named == null ? "drawn" : named.name(),
                named == null ? drawnSeed : null,
                workload,
                duration,
                schedule,
                workloadOptions.policy(),
                RunPlan.SETTLE_TIME,
                RunPlan.LEAK_GAUGES,
                named != null && named.matches(deployment, workload) ? named.gaugeBounds() : Map.of(),
                named == null ? null : named.ackBound());
    }

    /** Stands for the crowd that the run has. */
    private static final class NoCrowd implements CrowdTarget {
        @Override
        public void begin(Fault fault) {}

        @Override
        public void end() {}
    }

    private synchronized void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
