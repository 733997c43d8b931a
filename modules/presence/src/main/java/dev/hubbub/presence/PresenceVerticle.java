// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.presence.Presence;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Puts presence and typing on the bus. One per node: what it knows lives in the instance. */
public final class PresenceVerticle extends VerticleBase {
    private static final int SHORTEST_SWEEP_MILLIS = 20;
    private static final int SETTLE_MILLIS = 200;
    private static final int LONGEST_SWEEP_MILLIS = 250;

    private final PresenceConfig config;
    private final Time time;
    private final MeterRegistry meters;
    private Shards shards;
    private long timer = -1;

    /** A verticle whose leases last as the operator decided. */
    public PresenceVerticle(PresenceConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where it shows how full it is */
    public PresenceVerticle(PresenceConfig config, MeterRegistry meters) {
        this(config, Time.real(), meters);
    }

    PresenceVerticle(PresenceConfig config, Time time, MeterRegistry meters) {
        this.config = config;
        this.time = time;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        PatientNeighbours neighbours = new PatientNeighbours(new BusNeighbours(bus), time);
        shards = new Shards(bus, "presence");
        Announcements announcements = new Announcements(neighbours, time, shards::owns);
        LastSeen lastSeen = new LastSeen(neighbours, time);
        Attendance attendance = new Attendance(setting(), announcements, lastSeen);
        TypingTable typing = new TypingTable(config.typingMillis(), time);
        Admissions admissions = new Admissions(neighbours, time);
        Typists typists = new Typists(typing, admissions, neighbours, shards::owns);
        Inquiry inquiry = new Inquiry(neighbours, time, shards::owns, attendance);
        SocketAdmissions sockets = new SocketAdmissions(setting(), neighbours);
        Allowances allowances = new Allowances(time);
        PresenceMeters show = new PresenceMeters(meters);
        show.asked(bus, shards, neighbours, admissions);
        show.online(attendance, announcements, lastSeen);
        show.limits(typing, sockets, allowances);
        shards.serve(Presence.LIST, new RoomPresence(neighbours)::list)
                .serve(Presence.TYPING, typists::typing)
                .serve(Presence.REPORT, report -> attendance.report(report).onSuccess(leased -> sockets.report(report)))
                .serve(Presence.LOOKUP, attendance::lookup)
                .serve(Presence.ONLINE, attendance::online)
                .serve(Presence.ACQUIRE_SOCKET, sockets::admit)
                .serve(Presence.TAKE_TOKENS, allowances::spend);
        List<Runnable> chores = List.of(
                inquiry::step,
                attendance::sweep,
                sockets::sweep,
                typists::sweep,
                announcements::retry,
                lastSeen::retry);
        return Future.all(shards.start(), bus.subscribe(Presence.CHANGED, attendance::hear))
                .onSuccess(started -> {
                    inquiry.begin();
                    timer = vertx.setPeriodic(sweepMillis(), tick -> chores.forEach(Runnable::run));
                });
    }

    /**
     * A node on its own need not wait for the reports of other gateways. They report every third of a lease, and a
     * report may be lost on its way to the one that had the shard before.
     */
    private Attendance.Setting setting() {
        long settleMillis = vertx.isClustered() ? config.leaseMillis() * 2L / 3 + SETTLE_MILLIS : 0;
        return new Attendance.Setting(config, time, settleMillis, shards::owns);
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
