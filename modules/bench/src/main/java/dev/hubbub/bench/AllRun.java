// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.PeerSetup;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.ResultRow;
import dev.hubbub.bench.report.ScenarioResult;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Measures every step of a scenario with every server, round by round, with a fresh process each time. */
record AllRun(PeerSetup setup, List<Peer> peers, Rounds rounds, Size size, PrintWriter progress) {
    /**
     * How many rounds there are.
     *
     * @param most of a scenario that does not want fewer
     * @param chosen servers that run in all of them, beside those that a goal compares
     */
    record Rounds(int most, List<Peer> chosen) {
        boolean includes(int round, Peer peer) {
            return round == 0 || peer.inEveryRound() || chosen.contains(peer);
        }
    }

    ScenarioResult run(Scenario scenario) {
        ScenarioResult result =
                new ScenarioResult(scenario.name(), scenario.title(), scenario.compared(), scenario.columns());
        List<Peer> turns = new ArrayList<>(scenario.peers());
        turns.retainAll(peers);
        PeerSetup prepared = scenario.overTls() ? setup.overTls() : setup;
        for (Step step : scenario.steps(size)) {
            scenario.peers().stream()
                    .filter(peers::contains)
                    .forEach(peer -> result.row(step.label(), peer.toString())); // their order in the report
            for (int round = 0; round < Math.min(rounds.most(), scenario.rounds()); round++) {
                for (Peer peer : turns) {
                    if (rounds.includes(round, peer)) {
                        progress.printf("%s, %s: %s, round %d%n", scenario.name(), step.label(), peer, round + 1);
                        progress.flush();
                        measure(prepared, step, peer, result.row(step.label(), peer.toString()));
                    }
                }
                Collections.rotate(turns, 1); // so that no server always follows the same one
            }
        }
        return result;
    }

    /** A server that cannot do it has a reason in the report; the others go on. */
    private static void measure(PeerSetup setup, Step step, Peer peer, ResultRow row) {
        try (ServerUnderTest server = peer.start(setup.with(step.layout()))) {
            row.add(step.measurement().run(setup.vertx(), server));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception | AssertionError e) { // await throws the cause, checked or not
            row.fail(peer + ": " + reason(e));
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        return message.lines().findFirst().orElse(failure.toString());
    }
}
