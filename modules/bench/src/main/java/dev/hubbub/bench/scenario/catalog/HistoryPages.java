// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.bench.load.ClosedLoop;
import dev.hubbub.bench.load.ClosedLoopResult;
import dev.hubbub.bench.load.FilledRoom;
import dev.hubbub.bench.load.Texts;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/** The newest page of a room with few and with many messages, one request at a time. */
final class HistoryPages implements Scenario {
    private static final int PAGE = 50;
    private static final int BYTES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Column RATE = new Column("pagesPerSecond", "pages/s", 0);
    private static final Column CPU = new Column("cpuMillis", "ms CPU each", 2);
    private static final Column P50 = new Column("p50Millis", "p50 ms", 2);
    private static final Column P99 = new Column("p99Millis", "p99 ms", 1);
    private static final Column MESSAGES = new Column("messages", "messages in the room", 0);

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String title() {
        return "The newest page of 50, one request at a time, from rooms with few and with many messages.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB);
    }

    @Override
    public List<Column> columns() {
        return List.of(RATE, CPU, P50, P99, MESSAGES);
    }

    @Override
    public Column compared() {
        return CPU;
    }

    /** One: to fill a room takes longer than to read it. */
    @Override
    public int rounds() {
        return 1;
    }

    @Override
    public List<Step> steps(Size size) {
        return List.of(step(1_000, size), step(size.of(1_000_000, 10_000), size));
    }

    private static Step step(int messages, Size size) {
        return new Step(
                messages + " messages or more",
                Layout.of(1, FilledRoom.CONNECTIONS),
                (vertx, server) -> measure(vertx, server, messages, size));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, int messages, Size size) throws Exception {
        long stored = FilledRoom.fill(vertx, server, messages, new Texts(BYTES)::text, PATIENCE);
        RoomId room = server.endpoint().layout().room(0);
        try (ClosedLoop loop =
                new ClosedLoop(vertx, server, 1, (id, connection) -> BridgeDialect.history(id, room, PAGE))) {
            loop.start(1).measure(size.warmup());
            ClosedLoopResult result = loop.measure(size.measured());
            return Figures.none()
                    .with(RATE, result.perSecond())
                    .with(CPU, result.cpuMicros() / 1e3)
                    .with(P50, result.latency().p50())
                    .with(P99, result.latency().p99())
                    .with(MESSAGES, (double) stored);
        }
    }
}
