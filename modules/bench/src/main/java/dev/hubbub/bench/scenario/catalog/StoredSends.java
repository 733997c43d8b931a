// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.load.ClosedLoop;
import dev.hubbub.bench.load.ClosedLoopResult;
import dev.hubbub.bench.load.Texts;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.OptionalLong;

/** Sends without readers, as many as a server acknowledges. */
final class StoredSends implements Scenario {
    private static final int BYTES = 100;
    private static final Column ACKED = new Column("ackedPerSecond", "acked/s", 0);
    private static final Column CPU = new Column("cpuMicros", "us CPU each", 1);
    private static final Column P50 = new Column("ackP50Millis", "ack p50 ms", 2);
    private static final Column P99 = new Column("ackP99Millis", "ack p99 ms", 1);
    private static final Column REFUSED = new Column("refused", "refused", 0);
    private static final Column STORED = new Column("storedBytes", "bytes on disk each", 0);
    private static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);

    @Override
    public String name() {
        return "stored-sends";
    }

    @Override
    public String title() {
        return "Closed loop without readers: 100 rooms with 32 sends in flight each, one room with 14 times 64, one send.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_POWER, Peer.HUB_MEMORY, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return List.of(ACKED, CPU, P50, P99, REFUSED, STORED, RESIDENT);
    }

    @Override
    public Column compared() {
        return ACKED;
    }

    @Override
    public List<Step> steps(Size size) {
        return size.of(List.of(
                step("100 rooms, 3,200 in flight", Layout.of(100, 100), 32, size),
                step("one room, 896 in flight", Layout.of(1, 14), 64, size),
                step("one in flight", Layout.of(1, 1), 1, size)));
    }

    private static Step step(String label, Layout layout, int inFlight, Size size) {
        return new Step(label, layout, (vertx, server) -> measure(vertx, server, inFlight, size));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, int inFlight, Size size) throws Exception {
        Layout layout = server.endpoint().layout();
        Texts texts = new Texts(BYTES);
        try (ClosedLoop loop = new ClosedLoop(vertx, server, layout.users(), (id, connection) -> server.endpoint()
                .dialect()
                .send(id, layout.room(connection), texts.clientId(id), texts.text(id)))) {
            loop.start(inFlight).measure(size.warmup());
            OptionalLong before = server.storedBytes();
            ClosedLoopResult result = loop.measure(size.measured());
            Figures figures = Figures.none()
                    .with(ACKED, result.perSecond())
                    .with(CPU, result.cpuMicros())
                    .with(P50, result.latency().p50())
                    .with(P99, result.latency().p99())
                    .with(REFUSED, (double) result.refused())
                    .withMegabytes(RESIDENT, server.meter().residentBytes());
            OptionalLong after = server.storedBytes();
            return before.isEmpty() || after.isEmpty() || before.getAsLong() == after.getAsLong()
                    ? figures
                    : figures.with(
                            STORED, (double) (after.getAsLong() - before.getAsLong()) / Math.max(1, result.answered()));
        }
    }
}
