// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import java.util.List;

/** All scenarios, in the order of the report. */
public final class Scenarios {
    private static final int SOCKETS = 1_000;

    /** All of them. */
    public static List<Scenario> all() {
        return List.of(
                new Fanout(
                        "rooms-of-100",
                        "1,000 sockets in rooms of 100, texts of 100 characters, open loop.",
                        100,
                        SOCKETS,
                        List.of(400, 1_000, 2_000, 4_000),
                        true),
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
                new StoredSends(),
                new Fanout(
                        "one-room",
                        "1,000 sockets in one room: the time from the first to the last reader.",
                        SOCKETS,
                        SOCKETS,
                        List.of(20, 100),
                        true),
                new Connect(),
                new Idle(),
                new HistoryPages(),
                new Start());
    }

    /** The scenario with this name on the command line. */
    public static Scenario named(String name) {
        return all().stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--scenarios: " + name + " (expected: some of "
                        + all().stream().map(Scenario::name).toList() + ")"));
    }

    private Scenarios() {}
}
