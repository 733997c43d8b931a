// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.openloop.RoundResult;
import dev.hubbub.bench.peer.ServerUnderTest;
import dev.hubbub.bench.report.Column;
import dev.hubbub.bench.report.Figures;
import java.util.List;

/** The figures of messages that are due at fixed times. */
final class FanoutFigures {
    static final Column PER_SECOND = new Column("deliveriesPerSecond", "deliveries/s", 0);
    static final Column CPU_DELIVERY = new Column("cpuMicrosPerDelivery", "us CPU per delivery", 1);
    static final Column CPU_MESSAGE = new Column("cpuMicrosPerMessage", "us CPU per message", 0);
    static final Column P50 = new Column("p50Millis", "p50 ms", 1);
    static final Column P99 = new Column("p99Millis", "p99 ms", 1);
    static final Column SPREAD = new Column("spreadMillis", "first to last reader p50 ms", 1);
    static final Column ACK_P50 = new Column("ackP50Millis", "ack p50 ms", 1);
    static final Column ACK_P99 = new Column("ackP99Millis", "ack p99 ms", 1);
    static final Column LOST = new Column("lost", "missing, repeated, refused, closed, unanswered", 0);
    static final Column LATE = new Column("generatorLateMillis", "generator late ms", 1);
    static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);
    static final List<Column> COLUMNS =
            List.of(PER_SECOND, CPU_DELIVERY, CPU_MESSAGE, P50, P99, SPREAD, ACK_P50, ACK_P99, LOST, LATE, RESIDENT);

    /** Of a round in rooms of this size. */
    static Figures of(RoundResult round, int roomSize, ServerUnderTest server) {
        return Figures.none()
                .with(PER_SECOND, round.perSecond())
                .with(CPU_DELIVERY, round.cpuMicros())
                .with(CPU_MESSAGE, round.cpuMicros() * roomSize)
                .with(P50, round.latency().p50())
                .with(P99, round.latency().p99())
                .with(SPREAD, round.spread().p50())
                .with(ACK_P50, round.ack().p50())
                .with(ACK_P99, round.ack().p99())
                .with(LOST, (double) round.faults())
                .with(LATE, round.lateMillis())
                .withMegabytes(RESIDENT, server.meter().residentBytes());
    }

    private FanoutFigures() {}
}
