// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.PresenceReports;
import dev.hubbub.contract.presence.ServerPresence;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.presence.online.LastSeenWriter;
import dev.hubbub.presence.online.OnlineSettings;
import dev.hubbub.presence.online.OnlineUsers;
import dev.hubbub.presence.online.OnlineUsersSync;
import dev.hubbub.presence.online.PresencePublisher;
import dev.hubbub.presence.online.RoomPresence;
import dev.hubbub.presence.online.StateChanges;
import dev.hubbub.presence.query.OnlineQueries;
import dev.hubbub.presence.query.RoomFollowers;
import dev.hubbub.presence.query.SocketQueries;
import dev.hubbub.presence.query.StateLookup;
import dev.hubbub.presence.remote.BusRemoteServices;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.remote.StaleIfErrorRemoteServices;
import dev.hubbub.presence.status.ChosenStatuses;
import dev.hubbub.presence.status.StatusService;
import dev.hubbub.presence.time.Clock;
import dev.hubbub.presence.typing.MembershipCheckCache;
import dev.hubbub.presence.typing.TypingService;
import dev.hubbub.presence.typing.TypingTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Puts presence and typing on the bus. One per node: its state lives in the instance. */
public final class PresenceVerticle extends VerticleBase {
    private static final int SHORTEST_SWEEP_MILLIS = 20;
    private static final int SETTLE_MILLIS = 200;
    private static final int LONGEST_SWEEP_MILLIS = 250;

    /** How long a node may take to say what follows rooms there. */
    private static final Duration HURRIED = Duration.ofSeconds(1);

    private final PresenceConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<Runnable> periodicTasks = new ArrayList<>();
    private Bus bus;
    private Shards shards;
    private PresenceMeters gauges;
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
        bus = new Bus(vertx);
        Bus hurried = new Bus(vertx, HURRIED);
        StaleIfErrorRemoteServices services =
                new StaleIfErrorRemoteServices(new BusRemoteServices(bus, hurried), clock);
        shards = new Shards(bus, "presence");
        gauges = new PresenceMeters(meters);
        gauges.registerRemote(List.of(bus, hurried), shards, services);
        OnlineUsers onlineUsers = serveOnline(services);
        serveTyping(services);
        OnlineUsersSync sync = new OnlineUsersSync(services, clock, shards::owns, onlineUsers);
        periodicTasks.add(0, sync::syncDue);
        Future<?> queries = serveQueries(services);
        return Future.all(shards.start(), queries, bus.subscribe(Presence.CHANGED, onlineUsers::applyChange))
                .onSuccess(started -> {
                    sync.syncAll();
                    timer = vertx.setPeriodic(sweepMillis(), tick -> periodicTasks.forEach(Runnable::run));
                });
    }

    private OnlineUsers serveOnline(RemoteServices services) {
        PresencePublisher publisher = new PresencePublisher(services, clock, shards::owns);
        LastSeenWriter lastSeen = new LastSeenWriter(services, clock);
        ChosenStatuses chosen = new ChosenStatuses(services, clock);
        OnlineUsers onlineUsers =
                new OnlineUsers(onlineSettings(), clock, shards::owns, chosen, new StateChanges(publisher, lastSeen));
        gauges.registerOnline(onlineUsers, publisher, lastSeen, chosen);
        shards.serve(PresenceReports.REPORT, onlineUsers::report)
                .serve(PresenceReports.UPDATE, onlineUsers::update)
                .serve(StatusRequests.REFRESH, onlineUsers::refresh)
                .serve(Presence.LOOKUP, onlineUsers::lookup)
                .serve(Presence.PAGE, onlineUsers::page)
                .serve(Presence.ONLINE, onlineUsers::online);
        periodicTasks.addAll(List.of(onlineUsers::sweep, chosen::retryDue, publisher::retryDue, lastSeen::retryDue));
        return onlineUsers;
    }

    private void serveTyping(RemoteServices services) {
        TypingTable typing = new TypingTable(config.typingMillis(), clock);
        MembershipCheckCache memberships = new MembershipCheckCache(services, clock);
        TypingService typingService = new TypingService(typing, memberships, services, shards::owns);
        gauges.registerTyping(typing, memberships);
        shards.serve(Presence.TYPING, typingService::typing);
        periodicTasks.add(typingService::sweep);
    }

    /** Serves what users and the host app's server ask. */
    private Future<?> serveQueries(RemoteServices services) {
        StateLookup lookup = new StateLookup(services);
        RoomFollowers followers = new RoomFollowers(services, clock);
        gauges.registerQueries(followers);
        shards.serve(Presence.LIST, new RoomPresence(services, lookup, followers)::list);
        return Future.all(
                bus.serve(StatusRequests.STATUS, new StatusService(services)::choose),
                bus.serve(ServerPresence.ONLINE, new OnlineQueries(services, lookup)::online),
                bus.serve(ServerPresence.SOCKETS, new SocketQueries(services)::sockets));
    }

    /**
     * How long a new owner of a shard waits for the reports of all gateways. They report every third of a lease, and
     * one report may have gone to the previous owner. A single node need not wait.
     */
    private long settleMillis() {
        return vertx.isClustered() ? config.leaseMillis() * 2L / 3 + SETTLE_MILLIS : 0;
    }

    private OnlineSettings onlineSettings() {
        return new OnlineSettings(
                config.leaseMillis(),
                config.graceMillis(),
                settleMillis(),
                OnlineSettings.MAX_USERS,
                config.awayMillis());
    }

    private long sweepMillis() {
        int shortest = Math.min(config.leaseMillis(), Math.min(config.graceMillis(), config.typingMillis()));
        return Math.max(SHORTEST_SWEEP_MILLIS, Math.min(LONGEST_SWEEP_MILLIS, shortest / 4));
    }

    @Override
    public Future<?> stop() {
        vertx.cancelTimer(timer);
        return Future.join(shards.stop(), bus.retire());
    }
}
