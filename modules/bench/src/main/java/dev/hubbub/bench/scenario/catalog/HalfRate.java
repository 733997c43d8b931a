// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.RateSearch;
import dev.hubbub.bench.openloop.RoundResult;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/**
 * Half of the highest rate for a long time, in parts after each of which all readers leave and others come: whether
 * memory grows, and whether each send is answered and delivered.
 */
final class HalfRate implements Scenario {
    private static final int PARTS = 6;
    private static final Column RATE = new Column("deliveriesPerSecond", "deliveries/s", 0);
    private static final Column MESSAGES = new Column("messages", "messages", 0);
    private static final Column LOST = FanoutFigures.LOST;
    private static final Column P99 = new Column("p99Millis", "worst p99 ms", 1);
    private static final Column HEAP_FIRST = new Column("heapMegabytesFirst", "live heap MB after the first part", 1);
    private static final Column HEAP_LAST = new Column("heapMegabytesLast", "live heap MB after the last", 1);
    private static final Column RESIDENT_FIRST = new Column("residentMegabytesFirst", "RSS MB after the first part", 0);
    private static final Column RESIDENT_LAST = new Column("residentMegabytesLast", "RSS MB after the last", 0);

    @Override
    public String name() {
        return "half-rate";
    }

    @Override
    public String title() {
        return "Half of the highest rate, in 6 parts with new readers each.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB);
    }

    @Override
    public List<Column> columns() {
        return List.of(RATE, MESSAGES, LOST, P99, HEAP_FIRST, HEAP_LAST, RESIDENT_FIRST, RESIDENT_LAST);
    }

    @Override
    public Column compared() {
        return HEAP_LAST;
    }

    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Step> steps(Size size) {
        Layout layout = Layout.of(HighestRate.READERS / HighestRate.ROOM_SIZE, HighestRate.READERS);
        Duration all = Duration.ofSeconds(size.of(1_800, 30));
        return List.of(new Step(
                all.toSeconds() + " s", layout, (vertx, server) -> measure(vertx, server, size, all.dividedBy(PARTS))));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, Size size, Duration part) throws Exception {
        RateSearch.Found highest = HighestRate.search(vertx, server, size);
        int rate = (highest == null ? HighestRate.LOWEST : highest.rate()) / 2;
        RoundResult first = part(vertx, server, rate, part);
        Figures figures = Figures.none()
                .with(RATE, (double) rate * HighestRate.ROOM_SIZE)
                .with(MESSAGES, (double) rate * part.toSeconds() * PARTS)
                .withMegabytes(HEAP_FIRST, server.meter().liveHeapBytes())
                .withMegabytes(RESIDENT_FIRST, server.meter().residentBytes());
        long faults = first.faults();
        double p99 = first.latency().p99();
        for (int at = 1; at < PARTS; at++) {
            RoundResult next = part(vertx, server, rate, part);
            faults += next.faults();
            p99 = Math.max(p99, next.latency().p99());
        }
        return figures.with(LOST, (double) faults)
                .with(P99, p99)
                .withMegabytes(HEAP_LAST, server.meter().liveHeapBytes())
                .withMegabytes(RESIDENT_LAST, server.meter().residentBytes());
    }

    private static RoundResult part(Vertx vertx, ServerUnderTest server, int rate, Duration time) throws Exception {
        return new FanoutRound(vertx, server, HighestRate.workload(rate, Duration.ofSeconds(1), time)).run();
    }
}
