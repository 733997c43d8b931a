// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.FanoutWorkload;
import dev.hubbub.bench.openloop.RoundResult;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.Peer;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
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
    private static final Column PER_SECOND = new Column("deliveriesPerSecond", "deliveries/s", 0);
    private static final Column CPU_DELIVERY = new Column("cpuMicrosPerDelivery", "us CPU per delivery", 1);
    private static final Column CPU_MESSAGE = new Column("cpuMicrosPerMessage", "us CPU per message", 0);
    private static final Column P50 = new Column("p50Millis", "p50 ms", 1);
    private static final Column P99 = new Column("p99Millis", "p99 ms", 1);
    private static final Column SPREAD = new Column("spreadMillis", "first to last reader p50 ms", 1);
    private static final Column ACK_P50 = new Column("ackP50Millis", "ack p50 ms", 1);
    private static final Column ACK_P99 = new Column("ackP99Millis", "ack p99 ms", 1);
    private static final Column LOST = new Column("lost", "missing, repeated, refused, closed", 0);
    private static final Column LATE = new Column("generatorLateMillis", "generator late ms", 1);
    private static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_MEMORY, Peer.STOCK, Peer.FLOOR, Peer.SOCKETIO, Peer.CENTRIFUGO);
    }

    @Override
    public List<Column> columns() {
        return List.of(PER_SECOND, CPU_DELIVERY, CPU_MESSAGE, P50, P99, SPREAD, ACK_P50, ACK_P99, LOST, LATE, RESIDENT);
    }

    @Override
    public Column compared() {
        return perDelivery ? CPU_DELIVERY : CPU_MESSAGE;
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
        return Figures.none()
                .with(PER_SECOND, round.perSecond())
                .with(CPU_DELIVERY, round.cpuMicros())
                .with(CPU_MESSAGE, round.cpuMicros() * roomSize)
                .with(P50, round.latency().p50())
                .with(P99, round.latency().p99())
                .with(SPREAD, round.spread().p50())
                .with(ACK_P50, round.ack().p50())
                .with(ACK_P99, round.ack().p99())
                .with(LOST, (double) (round.missing() + round.repeated() + round.refused() + round.closed()))
                .with(LATE, round.lateMillis())
                .withMegabytes(RESIDENT, server.meter().residentBytes());
    }
}
