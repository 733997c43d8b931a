// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.load.ConnectionBatch;
import dev.hubbub.bench.load.Latency;
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

/** New users who connect, log in and join a room. */
final class Connect implements Scenario {
    private static final int ROOMS = 10;
    private static final Column RATE = new Column("perSecond", "sockets/s", 0);
    private static final Column CPU = new Column("cpuMillis", "ms CPU each", 2);
    private static final Column P50 = new Column("p50Millis", "p50 ms", 1);
    private static final Column P99 = new Column("p99Millis", "p99 ms", 1);
    private static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);

    @Override
    public String name() {
        return "connect";
    }

    @Override
    public String title() {
        return "Users who connect, log in and join one of 10 rooms, 32 at a time, after as many others did the same.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_MEMORY, Peer.STOCK, Peer.FLOOR, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return List.of(RATE, CPU, P50, P99, RESIDENT);
    }

    @Override
    public Column compared() {
        return CPU;
    }

    @Override
    public List<Step> steps(Size size) {
        int users = size.of(1_000, 200);
        Layout layout = new Layout(ROOMS, 2 * users, false);
        return List.of(new Step(users + " users", layout, (vertx, server) -> measure(vertx, server, users)));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, int users) throws Exception {
        try (ConnectionBatch warmup = new ConnectionBatch(vertx, server.endpoint(), users, users)) {
            warmup.open();
        }
        try (ConnectionBatch batch = new ConnectionBatch(vertx, server.endpoint(), 0, users)) {
            Duration before = server.meter().cpu();
            long begun = System.nanoTime();
            Latency latency = batch.open();
            double seconds = (System.nanoTime() - begun) / 1e9;
            Duration cpu = server.meter().cpu().minus(before);
            return Figures.none()
                    .with(RATE, users / seconds)
                    .with(CPU, cpu.toNanos() / 1e6 / users)
                    .with(P50, latency.p50())
                    .with(P99, latency.p99())
                    .withMegabytes(RESIDENT, server.meter().residentBytes());
        }
    }
}
