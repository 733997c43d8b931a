// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Nodes;
import dev.hubbub.contract.metrics.ModuleMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.VertxInternal;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Measures a few times a second how late the event loops are, and how long a question over the bus takes. The bus asks the
 * nodes of a cluster by turns, this one among them.
 */
public final class LatencyVerticle extends VerticleBase {
    private static final long PERIOD_MILLIS = 500;
    private static final long PING_MILLIS = 10_000;

    private final Timer lag;
    private final Timer bus;
    private boolean asking;

    /** @param registry where the times are shown */
    public LatencyVerticle(MeterRegistry registry) {
        ModuleMeters meters = new ModuleMeters(registry, "hub");
        lag = meters.timer("event.loop.lag", "how long a task waits until an event loop runs it");
        bus = meters.timer("bus.latency", "how long a question over the event bus takes, to the nodes by turns");
    }

    @Override
    public Future<?> start() {
        Bus nodes = new Bus(vertx);
        String node = UUID.randomUUID().toString();
        vertx.setPeriodic(PERIOD_MILLIS, tick -> {
            measureEventLoops();
            measureBus(nodes, node);
        });
        return nodes.serve(Nodes.PING, ping -> Future.succeededFuture(new Nodes.Pong(node)));
    }

    private void measureEventLoops() {
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            long asked = System.nanoTime();
            loop.execute(() -> lag.record(System.nanoTime() - asked, TimeUnit.NANOSECONDS));
        }
    }

    /** One question at a time. */
    private void measureBus(Bus nodes, String node) {
        if (!asking) {
            asking = true;
            long asked = System.nanoTime();
            nodes.isServed(Nodes.PING, new Nodes.Ping(node), PING_MILLIS).onComplete(answer -> {
                asking = false;
                bus.record(System.nanoTime() - asked, TimeUnit.NANOSECONDS);
            });
        }
    }
}
