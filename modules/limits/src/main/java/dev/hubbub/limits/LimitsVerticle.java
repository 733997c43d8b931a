// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.limits;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.metrics.ModuleMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Puts the limits of users on the bus. One per node: its state lives in the instance. */
public final class LimitsVerticle extends VerticleBase {
    private static final int SHORTEST_SWEEP_MILLIS = 20;
    private static final int LONGEST_SWEEP_MILLIS = 250;
    private static final int SETTLE_MILLIS = 200;

    private final int leaseMillis;
    private final LongSupplier millis;
    private final ModuleMeters meters;
    private Shards shards;
    private long timer = -1;

    /**
     * Creates a verticle that shows no metrics.
     *
     * @param leaseMillis how long a report of a gateway is valid unless another follows
     */
    public LimitsVerticle(int leaseMillis) {
        this(leaseMillis, new CompositeMeterRegistry());
    }

    /** @param meters where the gauges of this module are registered */
    public LimitsVerticle(int leaseMillis, MeterRegistry meters) {
        this(leaseMillis, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), meters);
    }

    LimitsVerticle(int leaseMillis, LongSupplier millis, MeterRegistry meters) {
        this.leaseMillis = leaseMillis;
        this.millis = millis;
        this.meters = new ModuleMeters(meters, "hub.limits");
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        shards = new Shards(bus, "limits");
        TokenBuckets buckets = new TokenBuckets(millis);
        UserSocketQuota sockets = new UserSocketQuota(
                settings(), millis, shards::owns, displaced -> bus.publish(Limits.DISPLACED, displaced));
        registerMeters(bus, buckets, sockets);
        return shards.serve(Limits.TAKE_TOKENS, buckets::takeTokens)
                .serve(Limits.ACQUIRE_SOCKET, sockets::acquire)
                .serve(Limits.HOLD_SOCKETS, sockets::hold)
                .serve(Limits.UPDATE_SOCKETS, sockets::update)
                .serve(Limits.RELEASE_SOCKET, sockets::release)
                .start()
                .onSuccess(started -> timer = vertx.setPeriodic(sweepMillis(), tick -> sockets.sweep()));
    }

    private void registerMeters(Bus bus, TokenBuckets buckets, UserSocketQuota sockets) {
        meters.gauge("token.buckets", "rate limits of users that this node keeps", buckets, TokenBuckets::size);
        meters.gauge("sockets", "sockets in the current reports", sockets, UserSocketQuota::reported);
        meters.gauge(
                "pending.sockets",
                "sockets that were acquired, displaced or released and are not reported yet",
                sockets,
                UserSocketQuota::pending);
        meters.gauge(
                "reports", "current reports of sockets, one a gateway and shard", sockets, UserSocketQuota::reports);
        meters.gauge("bus.calls", "calls over the bus without an answer", bus, Bus::calls);
        meters.gauge("shards", "shards that this node serves", shards, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", shards, Shards::others);
    }

    private SocketSettings settings() {
        return new SocketSettings(leaseMillis, settleMillis(), SocketSettings.MAX_PENDING, SocketSettings.MAX_REPORTED);
    }

    /**
     * How long a new owner of a shard waits for the reports of all gateways. They report every third of a lease, and
     * one report may have gone to the previous owner. A single node need not wait.
     */
    private long settleMillis() {
        return vertx.isClustered() ? leaseMillis * 2L / 3 + SETTLE_MILLIS : 0;
    }

    private long sweepMillis() {
        return Math.max(SHORTEST_SWEEP_MILLIS, Math.min(LONGEST_SWEEP_MILLIS, leaseMillis / 4));
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return shards.stop();
    }
}
