// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.load.ConnectionBatch;
import dev.hubbub.bench.load.Latency;
import dev.hubbub.bench.load.ReturningClients;
import dev.hubbub.bench.load.RoomMessages;
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
import java.util.concurrent.TimeUnit;

/**
 * All clients of a node that is killed come back at once, each with a position behind which it missed ten messages.
 *
 * @param clients of the node
 * @param warm whether what takes them over has served as many before
 */
record Return(String name, String title, List<Peer> peers, int clients, boolean warm) implements Scenario {
    private static final int ROOM_SIZE = 50;
    private static final int MISSED = 10;
    private static final int QUICK = 500;
    private static final Column LIVE = new Column("allLiveMillis", "all live, ms after the kill", 0);
    private static final Column UP = new Column("upMillis", "of these: until there is a server, ms", 0);
    private static final Column P50 = new Column("p50Millis", "half of them live, ms after the kill", 0);
    private static final Column CPU = new Column("cpuMillis", "ms CPU each", 2);
    private static final Column AGAIN = new Column("repeated", "refused or cut off", 0);
    private static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);

    @Override
    public List<Column> columns() {
        return List.of(LIVE, UP, P50, CPU, AGAIN, RESIDENT);
    }

    @Override
    public Column compared() {
        return LIVE;
    }

    @Override
    public List<Step> steps(Size size) {
        int count = size.of(clients, QUICK);
        Layout layout = Layout.of(count / ROOM_SIZE, count);
        return List.of(new Step(count + " clients", layout, (vertx, server) -> measure(vertx, server, count)));
    }

    private Figures measure(Vertx vertx, ServerUnderTest server, int count) throws Exception {
        if (warm) {
            try (ConnectionBatch others = new ConnectionBatch(vertx, server.endpoint(), 0, count)) {
                others.open();
            }
        }
        try (ConnectionBatch killed =
                new ConnectionBatch(vertx, server.endpoint().lastNode(), 0, count)) {
            killed.open();
            RoomMessages.send(vertx, server.endpoint(), MISSED);
            long kill = System.nanoTime();
            return comeBack(vertx, server.killAndReplace(), count, kill);
        }
    }

    private static Figures comeBack(Vertx vertx, ServerUnderTest server, int count, long kill) throws Exception {
        long up = System.nanoTime() - kill;
        Duration before = server.meter().cpu();
        try (ReturningClients clients = new ReturningClients(vertx, server.endpoint(), count, MISSED)) {
            Latency live = clients.comeBack(kill);
            Duration cpu = server.meter().cpu().minus(before);
            return Figures.none()
                    .with(LIVE, live.max())
                    .with(UP, (double) TimeUnit.NANOSECONDS.toMillis(up))
                    .with(P50, live.p50())
                    .with(CPU, cpu.toNanos() / 1e6 / count)
                    .with(AGAIN, (double) clients.repeated())
                    .withMegabytes(RESIDENT, server.meter().residentBytes());
        }
    }
}
