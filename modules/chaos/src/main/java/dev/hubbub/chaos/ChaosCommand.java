// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.deploy.Deployment;
import dev.hubbub.chaos.fault.Fault;
import dev.hubbub.chaos.fault.Schedule;
import dev.hubbub.chaos.fault.Targets;
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
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks things around a hub under load, and compares what was sent, acked and received. */
@Command(
        name = "chaos",
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
    private String scenario;

    @Option(names = "--seed", paramLabel = "N", description = "Draws the schedule; the same seed draws the same one.")
    private Long seed;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "What may be drawn: ${COMPLETION-CANDIDATES}. Default: whatever can be done here.")
    private Set<Fault> faults = EnumSet.allOf(Fault.class);

    @Option(names = "--seconds", paramLabel = "N", description = "How long the load lasts. Default: 60.")
    private Integer seconds;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the report as JSON.")
    private Path file;

    @Mixin
    private LoadOptions load;

    @ArgGroup(exclusive = false, heading = "%nA hub of its own:%n")
    private OwnHubOptions own = new OwnHubOptions();

    @ArgGroup(exclusive = false, heading = "%nA hub that runs already:%n")
    private RunningHubOptions running;

    @Command(
            name = "report",
            mixinStandardHelpOptions = true,
            description = "Prints the JSON reports of a directory as one table in Markdown.")
    int report(@Parameters(paramLabel = "DIRECTORY") Path directory) {
        say(ReportTable.of(directory).stripTrailing());
        return CLEAN;
    }

    @Override
    public Integer call() throws Exception {
        if (list) {
            Scenarios.ALL.forEach(each -> say(String.format("%-18s %s%n%s", each, each.about(), each.schedule())));
            return CLEAN;
        }
        try {
            return run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int run() throws IOException, InterruptedException {
        Scenario named = scenario == null ? null : Scenarios.named(scenario);
        Vertx vertx = Vertx.vertx();
        try (TemporaryDirectory data = new TemporaryDirectory();
                Deployment hub = running != null ? running.reach(vertx) : own.start(vertx, named, data.path())) {
            Order order = order(hub, named);
            say(order.name() + (order.seed() == null ? "" : ", seed " + order.seed()) + ", " + order.load());
            say(order.schedule().toString());
            Outcome outcome = new Run(vertx, hub, order, this::say).run();
            Report written = new Report(outcome);
            say(written.text());
            if (file != null) {
                Files.writeString(file, written.json().encodePrettily() + "\n", StandardCharsets.UTF_8);
            }
            return outcome.isClean() ? CLEAN : NOT_CLEAN;
        } catch (AssertionError | IllegalStateException | TimeoutException e) { // the testkit's waits end with an error
            say(e.getMessage());
            return NOT_CLEAN;
        } finally {
            vertx.close().await();
        }
    }

    private Order order(Deployment hub, Scenario named) {
        Load chosen = load.over(named == null ? null : named.load());
        Duration length = seconds != null
                ? Duration.ofSeconds(seconds)
                : named == null ? Duration.ofMinutes(1) : named.duration();
        Long drawnFrom = named != null
                ? null
                : seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000);
        Targets targets = new Targets(hub.processes(), hub.links(), Future::succeededFuture);
        Schedule schedule = named != null ? named.schedule() : Schedule.of(drawnFrom, length, faults, targets);
        schedule.faults().forEach(targets::require);
        Duration lasting = schedule.length().compareTo(length) > 0 ? schedule.length() : length;
        return new Order(
                named == null ? "drawn" : named.name(),
                drawnFrom,
                chosen,
                lasting,
                schedule,
                load.manners(),
                Order.SETTLE,
                Order.GAUGES,
                named != null && named.suits(hub, chosen) ? named.bounds() : Map.of());
    }

    private synchronized void say(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }
}
