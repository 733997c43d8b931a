// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.load.ConnectionBatch;
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
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Connections of members that do nothing. */
final class Idle implements Scenario {
    private static final int ROOM_SIZE = 100;
    private static final int WARM = 100;
    private static final Column HEAP = new Column("heapBytes", "live heap bytes each", 0);
    private static final Column RESIDENT = new Column("residentBytes", "RSS bytes each", 0);
    private static final Column RESIDENT_GC = new Column("residentBytesAfterGc", "after GC", 0);
    private static final Column CPU = new Column("cpuPercent", "idle CPU % of a core", 1);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "Connections that follow one room of 100 members each and do nothing.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_MEMORY, Peer.STOCK, Peer.FLOOR, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return List.of(HEAP, RESIDENT, RESIDENT_GC, CPU);
    }

    @Override
    public Column compared() {
        return HEAP;
    }

    /** One: memory does not depend on what else the machine does. */
    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Step> steps(Size size) {
        int sockets = size.of(10_000, 1_000);
        Layout layout = Layout.of(sockets / ROOM_SIZE, sockets);
        return List.of(
                new Step(sockets + " connections", layout, (vertx, server) -> measure(vertx, server, sockets, size)));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, int sockets, Size size) throws Exception {
        try (ConnectionBatch warm = new ConnectionBatch(vertx, server.endpoint(), 0, WARM)) {
            warm.open();
        }
        OptionalLong heapBefore = server.meter().liveHeapBytes();
        OptionalLong residentBefore = server.meter().residentBytes();
        try (ConnectionBatch batch = new ConnectionBatch(vertx, server.endpoint(), 0, sockets)) {
            batch.open();
            TimeUnit.NANOSECONDS.sleep(size.warmup().toNanos());
            double cpu = idlePercent(server, size.measured());
            OptionalLong resident = server.meter().residentBytes();
            OptionalLong heap = server.meter().liveHeapBytes();
            return Figures.none()
                    .with(HEAP, each(heapBefore, heap, sockets))
                    .with(RESIDENT, each(residentBefore, resident, sockets))
                    .with(
                            RESIDENT_GC,
                            heap.isEmpty()
                                    ? Double.NaN
                                    : each(residentBefore, server.meter().residentBytes(), sockets))
                    .with(CPU, cpu);
        }
    }

    private static double idlePercent(ServerUnderTest server, Duration time) throws InterruptedException {
        Duration before = server.meter().cpu();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return 100.0 * server.meter().cpu().minus(before).toNanos() / time.toNanos();
    }

    private static double each(OptionalLong before, OptionalLong after, int sockets) {
        return before.isEmpty() || after.isEmpty()
                ? Double.NaN
                : (double) (after.getAsLong() - before.getAsLong()) / sockets;
    }
}
