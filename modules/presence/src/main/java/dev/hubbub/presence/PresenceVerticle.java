// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts presence and typing on the bus. One per node: what it knows lives in the instance. */
public final class PresenceVerticle extends VerticleBase {
    private static final int SHORTEST_SWEEP_MILLIS = 20;
    private static final int LONGEST_SWEEP_MILLIS = 250;

    private final PresenceConfig config;
    private final Time time;
    private Shards shards;
    private long timer = -1;

    /** A verticle whose leases last as the operator decided. */
    public PresenceVerticle(PresenceConfig config) {
        this(config, Time.real());
    }

    PresenceVerticle(PresenceConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Neighbours neighbours = new BusNeighbours(bus);
        shards = new Shards(bus, "presence");
        Announcements announcements = new Announcements(neighbours, time, shards::owns);
        LastSeen lastSeen = new LastSeen(neighbours, time);
        Attendance attendance = new Attendance(setting(), announcements, lastSeen);
        Typists typists = new Typists(
                new TypingTable(config.typingMillis(), time),
                new Admissions(neighbours, time),
                neighbours,
                shards::owns);
        shards.serve(Presence.LIST, new RoomPresence(neighbours)::list)
                .serve(Presence.TYPING, typists::typing)
                .serve(Presence.REPORT, attendance::report)
                .serve(Presence.LOOKUP, attendance::lookup);
        return Future.all(shards.start(), bus.hear(Presence.CHANGED, attendance::hear))
                .onSuccess(started -> timer = vertx.setPeriodic(sweepMillis(), tick -> {
                    attendance.sweep();
                    typists.sweep();
                    announcements.retry();
                    lastSeen.retry();
                }));
    }

    /** A node on its own need not wait for the reports of other gateways. */
    private Attendance.Setting setting() {
        return new Attendance.Setting(config, time, vertx.isClustered() ? config.leaseMillis() : 0, shards::owns);
    }

    private long sweepMillis() {
        int shortest = Math.min(config.leaseMillis(), Math.min(config.graceMillis(), config.typingMillis()));
        return Math.max(SHORTEST_SWEEP_MILLIS, Math.min(LONGEST_SWEEP_MILLIS, shortest / 4));
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return shards.stop();
    }
}
