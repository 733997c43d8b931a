// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.scenario.OverTls;
import dev.hubbub.bench.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;

/** All scenarios, in the order of the report. */
public final class Scenarios {
    private static final int SOCKETS = 1_000;

    /** What a run measures. */
    public static List<Scenario> all() {
        return Stream.<List<Scenario>>of(fanOut(), List.of(new StoredSends()), oneRoom(), connections(), start())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Scenario> fanOut() {
        return List.of(
                new Fanout(
                        "rooms-of-100",
                        "1,000 sockets in rooms of 100, texts of 100 characters, open loop.",
                        100,
                        SOCKETS,
                        List.of(400, 1_000, 2_000),
                        true),
                new HighestRate(),
                new OverTls(new Fanout(
                        "wss",
                        "The same over TLS, with a self-signed EC certificate and the TLS of the JDK or of Node.",
                        100,
                        SOCKETS,
                        List.of(400, 1_000),
                        true)),
                new Fanout(
                        "small-rooms",
                        "1,000 sockets in rooms of 10, texts of 100 characters, open loop.",
                        10,
                        SOCKETS,
                        List.of(500, 1_000, 2_000, 4_000),
                        false),
                new Fanout(
                        "light-load",
                        "100 sockets in rooms of 10, 50 messages a second: what an unhurried server needs.",
                        10,
                        100,
                        List.of(50),
                        false),
                new TwoNodes());
    }

    private static List<Scenario> oneRoom() {
        return List.of(
                new Fanout(
                        "one-room",
                        "1,000 sockets in one room: the time from the first to the last reader.",
                        SOCKETS,
                        SOCKETS,
                        List.of(20, 100),
                        true),
                new Fanout(
                        "room-of-10000",
                        "10,000 sockets in one room: the time from the first to the last reader.",
                        10 * SOCKETS,
                        10 * SOCKETS,
                        List.of(4),
                        true));
    }

    private static List<Scenario> connections() {
        return List.of(
                new Connect(),
                new Return(
                        "return",
                        "The clients of one of two nodes, which is killed, come to the other, 128 at a time.",
                        List.of(Peer.HUB_CLUSTER),
                        5_000,
                        true),
                new Return(
                        "cold-return",
                        "The node is killed and started again, and its clients come back, 128 at a time.",
                        List.of(Peer.HUB, Peer.HUB_LAUNCHER),
                        1_000,
                        false),
                new Idle());
    }

    private static List<Scenario> start() {
        return List.of(new HistoryPages(), new WordSearch(), new Start());
    }

    /** The scenario with this name on the command line; {@code half-rate} runs only when it is named. */
    public static Scenario named(String name) {
        return Stream.concat(all().stream(), Stream.of(new HalfRate()))
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--scenarios: " + name + " (expected: some of "
                        + all().stream().map(Scenario::name).toList() + ", half-rate)"));
    }

    private Scenarios() {}
}
