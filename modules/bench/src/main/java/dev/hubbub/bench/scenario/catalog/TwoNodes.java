// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.FanoutWorkload;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerEndpoint;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import dev.hubbub.bench.scenario.Scenario;
import dev.hubbub.bench.scenario.Size;
import dev.hubbub.bench.scenario.Step;
import io.vertx.core.Vertx;
import java.util.List;

/** Two nodes and one store: what it costs that the readers are on the other node. */
final class TwoNodes implements Scenario {
    private static final int ROOM_SIZE = 10;
    private static final int READERS = 1_000;
    private static final int BYTES = 100;

    @Override
    public String name() {
        return "two-nodes";
    }

    @Override
    public String title() {
        return "1,000 sockets in rooms of 10. Senders are on the node with the store. Processor time is that of both.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB_CLUSTER);
    }

    @Override
    public List<Column> columns() {
        return FanoutFigures.COLUMNS;
    }

    @Override
    public Column compared() {
        return FanoutFigures.P50;
    }

    @Override
    public List<Step> steps(Size size) {
        return List.of(
                step(50, "the senders' node", size, 0),
                step(50, "the other node", size, 1),
                step(size.of(3_000, 500), "the other node", size, 1));
    }

    private static Step step(int rate, String where, Size size, int node) {
        return new Step(
                rate + "/s, readers on " + where,
                Layout.of(READERS / ROOM_SIZE, READERS),
                (vertx, server) -> measure(vertx, server, server.endpoint().node(node), workload(rate, size)));
    }

    private static FanoutWorkload workload(int rate, Size size) {
        return new FanoutWorkload(READERS / ROOM_SIZE, READERS, rate, BYTES, size.warmup(), size.measured());
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, ServerEndpoint readers, FanoutWorkload workload)
            throws Exception {
        return FanoutFigures.of(new FanoutRound(vertx, server, readers, workload).run(), ROOM_SIZE, server);
    }
}
