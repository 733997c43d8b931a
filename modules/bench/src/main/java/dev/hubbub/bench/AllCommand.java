// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.PeerSetup;
import dev.hubbub.bench.peer.WorkFolder;
import dev.hubbub.bench.report.HtmlReport;
import dev.hubbub.bench.report.JsonReport;
import dev.hubbub.bench.report.MarkdownReport;
import dev.hubbub.bench.report.RunReport;
import dev.hubbub.bench.report.ScenarioResult;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.catalog.Scenarios;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The yardstick: every scenario, every server, one machine, one run. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Measures the hub and its peers in all scenarios, and prints the report as Markdown.")
final class AllCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--scenarios", split = ",", description = "Which scenarios; default: all but half-rate.")
    private List<String> scenarios = List.of();

    @Option(names = "--peers", split = ",", description = "Which servers; default: all that run here.")
    private List<String> peers = List.of();

    @Option(names = "--quick", description = "Short steps, and fewer of them.")
    private boolean quick;

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = {
                "How many times each step measures each server that a goal compares.",
                "The others are measured once, or as often when --peers names them."
            })
    private int rounds;

    @Option(names = "--note", description = "Something that a reader of the report must know.")
    private @Nullable String note;

    @Option(names = "--work", description = "Where peers are built and store; default: a folder for temporary files.")
    private @Nullable Path work;

    @Option(
            names = "--markdown",
            description = "Where to write what is printed, after each scenario; default: nowhere.")
    private @Nullable Path markdown;

    @Option(names = "--json", description = "Where to write every round; default: nowhere.")
    private @Nullable Path json;

    @Option(names = "--html", description = "Where to write a page with plots; default: nowhere.")
    private @Nullable Path html;

    @Override
    public Integer call() throws Exception {
        List<Scenario> chosen = scenarios.isEmpty()
                ? Scenarios.all()
                : scenarios.stream().map(Scenarios::named).toList();
        List<Peer> wanted = peers.isEmpty()
                ? Peer.all()
                : peers.stream()
                        .map(name -> Peer.named("--peers", name, Peer.all()))
                        .toList();
        List<String> words = spec.commandLine().getParent().getParseResult().originalArgs();
        Map<String, String> facts = RunFacts.of(words, rounds, note);
        WorkFolder folder = work == null ? WorkFolder.standard() : new WorkFolder(work);
        Map<String, String> skipped = new LinkedHashMap<>();
        List<Peer> present = install(wanted, chosen, folder, skipped);
        Vertx vertx = Bench.nativeVertx();
        try {
            PeerSetup setup = PeerSetup.plain(vertx, Bench.class, folder, Layout.of(1, 1));
            Size size = quick ? Size.QUICK : Size.FULL;
            AllRun.Rounds turns = new AllRun.Rounds(rounds, peers.isEmpty() ? List.of() : wanted);
            AllRun run =
                    new AllRun(setup, present, turns, size, spec.commandLine().getErr());
            List<ScenarioResult> results = new ArrayList<>();
            for (Scenario scenario : chosen) {
                results.add(run.run(scenario));
                write(new RunReport(facts, skipped, results)); // a run that is ended keeps what it has
            }
            spec.commandLine().getOut().print(MarkdownReport.write(new RunReport(facts, skipped, results)));
            spec.commandLine().getOut().flush();
        } finally {
            vertx.close().await();
        }
        return 0;
    }

    /** The wanted servers that run here and that a scenario needs. */
    private static List<Peer> install(
            List<Peer> wanted, List<Scenario> chosen, WorkFolder folder, Map<String, String> skipped) {
        List<Peer> present = new ArrayList<>();
        for (Peer peer : wanted) {
            if (chosen.stream().noneMatch(scenario -> scenario.peers().contains(peer))) {
                continue;
            }
            String reason = peer.install(folder);
            if (reason == null) {
                present.add(peer);
            } else {
                skipped.put(peer.toString(), reason);
            }
        }
        return present;
    }

    private void write(RunReport report) throws IOException {
        if (json != null) {
            Files.writeString(json, JsonReport.write(report).encodePrettily() + "\n", StandardCharsets.UTF_8);
        }
        if (markdown != null) {
            Files.writeString(markdown, MarkdownReport.write(report), StandardCharsets.UTF_8);
        }
        if (html != null) {
            Files.writeString(html, HtmlReport.write(report), StandardCharsets.UTF_8);
        }
    }
}
