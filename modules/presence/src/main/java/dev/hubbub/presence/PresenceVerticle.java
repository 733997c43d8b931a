// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.presence.online.LastSeenWriter;
import dev.hubbub.presence.online.OnlineSettings;
import dev.hubbub.presence.online.OnlineUsers;
import dev.hubbub.presence.online.OnlineUsersSync;
import dev.hubbub.presence.online.PresencePublisher;
import dev.hubbub.presence.online.RoomPresence;
import dev.hubbub.presence.remote.BusRemoteServices;
import dev.hubbub.presence.remote.StaleIfErrorRemoteServices;
import dev.hubbub.presence.time.Clock;
import dev.hubbub.presence.typing.MembershipCheckCache;
import dev.hubbub.presence.typing.TypingService;
import dev.hubbub.presence.typing.TypingTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/** Puts presence and typing on the bus. One per node: its state lives in the instance. */
public final class PresenceVerticle extends VerticleBase {
    private static final int SHORTEST_SWEEP_MILLIS = 20;
    private static final int SETTLE_MILLIS = 200;
    private static final int LONGEST_SWEEP_MILLIS = 250;

    private final PresenceConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private Shards shards;
    private long timer = -1;

    /** Creates a verticle that shows no metrics. */
    public PresenceVerticle(PresenceConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters where the gauges of this module are registered */
    public PresenceVerticle(PresenceConfig config, MeterRegistry meters) {
        this(config, Clock.real(), meters);
    }

    PresenceVerticle(PresenceConfig config, Clock clock, MeterRegistry meters) {
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        StaleIfErrorRemoteServices services = new StaleIfErrorRemoteServices(new BusRemoteServices(bus), clock);
        shards = new Shards(bus, "presence");
        PresencePublisher publisher = new PresencePublisher(services, clock, shards::owns);
        LastSeenWriter lastSeen = new LastSeenWriter(services, clock);
        OnlineUsers onlineUsers = new OnlineUsers(onlineSettings(), clock, shards::owns, publisher, lastSeen);
        TypingTable typing = new TypingTable(config.typingMillis(), clock);
        MembershipCheckCache memberships = new MembershipCheckCache(services, clock);
        TypingService typingService = new TypingService(typing, memberships, services, shards::owns);
        OnlineUsersSync sync = new OnlineUsersSync(services, clock, shards::owns, onlineUsers);
        PresenceMeters gauges = new PresenceMeters(meters);
        gauges.registerRemote(bus, shards, services, memberships);
        gauges.registerOnline(onlineUsers, publisher, lastSeen);
        gauges.registerTyping(typing);
        shards.serve(Presence.LIST, new RoomPresence(services)::list)
                .serve(Presence.TYPING, typingService::typing)
                .serve(Presence.REPORT, onlineUsers::report)
                .serve(Presence.UPDATE, onlineUsers::update)
                .serve(Presence.LOOKUP, onlineUsers::lookup)
                .serve(Presence.ONLINE, onlineUsers::online);
        List<Runnable> periodicTasks = List.of(
                sync::syncDue, onlineUsers::sweep, typingService::sweep, publisher::retryDue, lastSeen::retryDue);
        return Future.all(shards.start(), bus.subscribe(Presence.CHANGED, onlineUsers::applyChange))
                .onSuccess(started -> {
                    sync.syncAll();
                    timer = vertx.setPeriodic(sweepMillis(), tick -> periodicTasks.forEach(Runnable::run));
                });
    }

    /**
     * How long a new owner of a shard waits for the reports of all gateways. They report every third of a lease, and
     * one report may have gone to the previous owner. A single node need not wait.
     */
    private long settleMillis() {
        return vertx.isClustered() ? config.leaseMillis() * 2L / 3 + SETTLE_MILLIS : 0;
    }

    private OnlineSettings onlineSettings() {
        return new OnlineSettings(config.leaseMillis(), config.graceMillis(), settleMillis(), OnlineSettings.MAX_USERS);
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
