// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.scenario.catalog;

import dev.hubbub.bench.openloop.FanoutRound;
import dev.hubbub.bench.openloop.FanoutWorkload;
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
import org.jspecify.annotations.Nullable;

/** How many messages a second a server delivers in time, in rooms of 100. */
final class HighestRate implements Scenario {
    static final int ROOM_SIZE = 100;
    static final int READERS = 1_000;
    static final int BYTES = 100;
    private static final int MOST_MILLIS = 100;
    static final int LOWEST = 200;
    /** Each a quarter more than the one before, as far as the load generator goes. */
    private static final List<Integer> RATES =
            List.of(LOWEST, 250, 315, 400, 500, 630, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_150, 4_000, 5_000);

    private static final List<Integer> QUICK_RATES = List.of(LOWEST, 500, 1_250);
    private static final Column RATE = new Column("deliveriesPerSecondHeld", "deliveries/s held", 0);
    private static final Column CPU = new Column("cpuMicrosPerDelivery", "us CPU per delivery", 1);
    private static final Column P50 = new Column("p50Millis", "p50 ms", 1);
    private static final Column P99 = new Column("p99Millis", "p99 ms", 1);
    private static final Column LATE = new Column("generatorLateMillis", "generator late ms", 1);
    private static final Column RESIDENT = new Column("residentMegabytes", "RSS MB", 0);

    @Override
    public String name() {
        return "highest-rate";
    }

    @Override
    public String title() {
        return "1,000 sockets in rooms of 100: the highest rate with p99 <= 100 ms and nothing lost, among rates a"
                + " quarter apart.";
    }

    @Override
    public List<Peer> peers() {
        return List.of(Peer.HUB, Peer.HUB_MEMORY, Peer.STOCK, Peer.SOCKETIO);
    }

    @Override
    public List<Column> columns() {
        return List.of(RATE, CPU, P50, P99, LATE, RESIDENT);
    }

    @Override
    public Column compared() {
        return RATE;
    }

    @Override
    public List<Step> steps(Size size) {
        Layout layout = Layout.of(READERS / ROOM_SIZE, READERS);
        return List.of(new Step("p99 <= 100 ms", layout, (vertx, server) -> measure(vertx, server, size)));
    }

    private static Figures measure(Vertx vertx, ServerUnderTest server, Size size) throws Exception {
        RateSearch.Found found = search(vertx, server, size);
        if (found == null) {
            throw new IllegalStateException(server.name() + ": does not hold " + LOWEST * ROOM_SIZE + " deliveries/s");
        }
        return Figures.none()
                .with(RATE, (double) found.rate() * ROOM_SIZE)
                .with(CPU, found.result().cpuMicros())
                .with(P50, found.result().latency().p50())
                .with(P99, found.result().latency().p99())
                .with(LATE, found.result().lateMillis())
                .withMegabytes(RESIDENT, server.meter().residentBytes());
    }

    /** Null where the server does not hold the lowest rate, which warms it. */
    static RateSearch.@Nullable Found search(Vertx vertx, ServerUnderTest server, Size size) throws Exception {
        RateSearch search = new RateSearch(size == Size.QUICK ? QUICK_RATES : RATES);
        new FanoutRound(vertx, server, workload(LOWEST, size.warmup(), Duration.ofSeconds(1))).run();
        return search.highest(rate -> trial(vertx, server, rate, size));
    }

    private static @Nullable RoundResult trial(Vertx vertx, ServerUnderTest server, int rate, Size size)
            throws Exception {
        try {
            Duration warmup = size.warmup().dividedBy(2);
            RoundResult round = new FanoutRound(vertx, server, workload(rate, warmup, size.measured())).run();
            return round.latency().p99() <= MOST_MILLIS && round.faults() == 0 ? round : null;
        } catch (IllegalStateException overwhelmed) { // some readers got nothing for many seconds
            return null;
        }
    }

    static FanoutWorkload workload(int rate, Duration warmup, Duration measured) {
        return new FanoutWorkload(READERS / ROOM_SIZE, READERS, rate, BYTES, warmup, measured);
    }
}
