// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.FanoutWorkload;
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
import java.util.List;

/**
 * Messages to rooms of one size, at several rates.
 *
 * @param roomSize readers in each room, each a user of its own
 * @param readers in all
 * @param rates messages a second, in all rooms
 * @param perDelivery whether the cost of a delivery is compared, or that of a message
 */
record Fanout(String name, String title, int roomSize, int readers, List<Integer> rates, boolean perDelivery)
        implements Scenario {
    private static final int BYTES = 100;
    private static final int CROWD = 1_000;

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_MEMORY, Peer.STOCK, Peer.FLOOR, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return FanoutFigures.COLUMNS;
    }

    @Override
    public Column compared() {
        return perDelivery ? FanoutFigures.CPU_DELIVERY : FanoutFigures.CPU_MESSAGE;
    }

    /** A crowd takes minutes to come. */
    @Override
    public int rounds() {
        return readers > CROWD ? 1 : Integer.MAX_VALUE;
    }

    @Override
    public List<Step> steps(Size size) {
        Layout layout = Layout.of(readers / roomSize, readers);
        return size.of(rates).stream()
                .map(rate -> new Step(
                        rate + " messages/s, " + (long) rate * roomSize + " deliveries/s",
                        layout,
                        (vertx, server) -> measure(vertx, server, rate, size)))
                .toList();
    }

    private Figures measure(Vertx vertx, ServerUnderTest server, int rate, Size size) throws Exception {
        FanoutWorkload workload =
                new FanoutWorkload(readers / roomSize, readers, rate, BYTES, size.warmup(), size.measured());
        RoundResult round = new FanoutRound(vertx, server, workload).run();
        return FanoutFigures.of(round, roomSize, server);
    }
}
