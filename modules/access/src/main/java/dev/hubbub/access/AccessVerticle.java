// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.conversations.ConversationClient;
import dev.hubbub.access.conversations.OwnRooms;
import dev.hubbub.access.conversations.RoomListService;
import dev.hubbub.access.invites.InviteLookup;
import dev.hubbub.access.invites.InviteService;
import dev.hubbub.access.joins.JoinHook;
import dev.hubbub.access.joins.JoinService;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.members.MemberListService;
import dev.hubbub.access.membership.MembershipRules;
import dev.hubbub.access.membership.MembershipService;
import dev.hubbub.access.moderation.ModerationService;
import dev.hubbub.access.moderation.RightsService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.quota.AddingLimit;
import dev.hubbub.access.quota.NewMembers;
import dev.hubbub.access.quota.RoomsPerUserQuota;
import dev.hubbub.access.reads.CursorStore;
import dev.hubbub.access.reads.CursorWriter;
import dev.hubbub.access.reads.MarkService;
import dev.hubbub.access.reads.ReadEvents;
import dev.hubbub.access.reads.ReadListService;
import dev.hubbub.access.reads.ReadReceipts;
import dev.hubbub.access.reads.ReadService;
import dev.hubbub.access.reads.RoomFlags;
import dev.hubbub.access.reads.ThreadReads;
import dev.hubbub.access.rooms.CreateRoomRule;
import dev.hubbub.access.rooms.RoomCreationService;
import dev.hubbub.access.rooms.RoomIdGenerator;
import dev.hubbub.access.rooms.RoomUpdateService;
import dev.hubbub.access.search.SearchService;
import dev.hubbub.access.signals.BroadcastService;
import dev.hubbub.access.signals.KeptSignals;
import dev.hubbub.access.signals.SignalAccess;
import dev.hubbub.access.signals.SignalService;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.hooks.Hooks;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.rooms.Moderation;
import dev.hubbub.contract.rooms.Rights;
import dev.hubbub.contract.rooms.RoomUpdates;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.search.SearchIndex;
import dev.hubbub.contract.signals.Signals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Serves the requests about rooms and users. One instance per node: each instance orders the requests of its rooms. */
public final class AccessVerticle extends VerticleBase {
    private final AccessConfig config;
    private final ModuleMeters meters;
    private final RoomPolicies policies;
    private Bus bus;
    private DirectContacts contacts;
    private Shards shards;
    private CursorWriter cursors;

    /** Creates a verticle that publishes no metrics. */
    public AccessVerticle(AccessConfig config) {
        this(config, new CompositeMeterRegistry());
    }

    /** @param meters the registry for the gauges of queues and caches */
    public AccessVerticle(AccessConfig config, MeterRegistry meters) {
        this(config, meters, RoomPolicies.with(config.kinds()));
    }

    /** @param policies one for each kind of room that this node knows */
    AccessVerticle(AccessConfig config, MeterRegistry meters, RoomPolicies policies) {
        this.config = config;
        this.meters = new ModuleMeters(meters, "hub.access");
        this.policies = policies;
    }

    @Override
    public Future<?> start() {
        bus = new Bus(vertx);
        MessageLogClient log = new MessageLogClient.OverBus(bus);
        UserRecordClient records = new UserRecordClient.OverBus(bus);
        UserRequests users = new UserRequests(vertx, bus, records, meters);
        contacts = users.contacts();
        NewMembers newMembers = newMembers(log);
        RoomCreationService creation = new RoomCreationService(
                new CreateRoomRule(config, policies), newMembers, log, new RoomIdGenerator(), contacts);
        RoomListService lists =
                new RoomListService(new ConversationClient.OverBus(bus), policies, InstantSource.system());
        meters.gauge("bus.calls", "calls over the bus without an answer", bus, Bus::calls);
        meters.gauge("room.lists", "users whose list of rooms is being made", lists, RoomListService::running);
        meters.gauge(
                "room.lists.waiting",
                "lists that wait for another one of the same user",
                lists,
                RoomListService::waiting);
        meters.gauge(
                "presence.lookups",
                "lookups of presence for lists of rooms, under way or waiting",
                lists,
                RoomListService::presenceLookups);
        InviteLookup invites = new InviteLookup(policies, new RoomLookup(log), bus);
        cursors = cursors(records);
        shards = users.serve(shards(log, records, newMembers));
        return Future.all(List.of(
                shards.start(),
                users.serve(),
                bus.serve(Rooms.CREATE, creation::create),
                bus.serve(RoomLists.MINE, lists::mine),
                bus.serve(RoomLists.ROWS, lists::rows),
                bus.serve(MessageSearch.SEARCH, searches(log)::search),
                bus.serve(Invites.ACCEPT, invites::accept),
                bus.serve(Invites.REVOKE, invites::revoke)));
    }

    private SearchService searches(MessageLogClient log) {
        SearchService searches = new SearchService(
                new RoomLookup(log),
                new OwnRooms(new ConversationClient.OverBus(bus)),
                new ReadAccess(policies),
                find -> bus.call(SearchIndex.FIND, find));
        meters.gauge("searches", "searches for messages without a result", searches, SearchService::running);
        return searches;
    }

    private JoinHook joinHook() {
        Bus patient = new Bus(vertx, Duration.ofMillis(config.joinHook().millis()));
        JoinHook hook =
                new JoinHook(config.joinHook(), question -> patient.call(Hooks.JOIN, question), System::nanoTime);
        meters.gauge(
                "join.questions", "questions about joins without an answer of the host app", hook, JoinHook::asking);
        return hook;
    }

    private NewMembers newMembers(MessageLogClient log) {
        return new NewMembers(
                new RoomsPerUserQuota(config.maxPerUser(), log),
                new AddingLimit(config.adding(), log, policies, take -> bus.call(Limits.TAKE_TOKENS, take)));
    }

    private Shards shards(MessageLogClient log, UserRecordClient records, NewMembers newMembers) {
        RoomQueues queues = new RoomQueues(System::nanoTime);
        MembershipCache cache = new MembershipCache();
        registerMeters(queues, cache);
        RoomLookup lookup = new RoomLookup(log);
        ReadAccess access = new ReadAccess(policies);
        MembershipRules rules = new MembershipRules(policies, config.maxMembers());
        MembershipService memberships = new MembershipService(rules, newMembers, log, queues, cache);
        JoinHook hook = joinHook();
        JoinService joins = new JoinService(hook, rules, memberships, lookup, queues);
        InviteService invites = new InviteService(
                new InviteService.Rooms(rules, memberships, lookup, queues, hook),
                new RoomRecordClient.OverBus(bus),
                InstantSource.system());
        MemberListService members = new MemberListService(log, records, queues, access);
        RoomUpdateService updates = new RoomUpdateService(policies, log, lookup, queues, cache);
        RightsService rights = new RightsService(policies, lookup, queues, contacts);
        Shards served = readServices(log, records, queues, access);
        new MessageRequests(vertx, bus, config, policies, meters)
                .serve(served, new MessageRequests.Shared(queues, cache, contacts, cursors, records));
        serveSignals(served, log, cache);
        serveModeration(served, new ModerationService(policies, memberships, lookup, queues, InstantSource.system()));
        return served.serve(Rooms.JOIN, joins::join)
                .serve(Rooms.LEAVE, memberships::leave)
                .serve(Rooms.ADD, memberships::add)
                .serve(Rooms.KICK, memberships::kick)
                .serve(Rooms.MEMBERS, members::members)
                .serve(Invites.CREATE, invites::create)
                .serve(Invites.LIST, invites::list)
                .serve(Invites.REDEEM, invites::redeem)
                .serve(RoomUpdates.UPDATE, updates::update)
                .serve(RoomUpdates.END, updates::end)
                .serve(Rights.MAY, rights::may)
                .serve(Rights.EXPLAIN, rights::explain);
    }

    private static void serveModeration(Shards served, ModerationService moderation) {
        served.serve(Moderation.ROLE, moderation::role)
                .serve(Moderation.BAN, moderation::ban)
                .serve(Moderation.UNBAN, moderation::unban)
                .serve(Moderation.BANS, moderation::bans)
                .serve(Moderation.MUTE, moderation::mute)
                .serve(Moderation.ALLOW, moderation::allow);
    }

    private void registerMeters(RoomQueues queues, MembershipCache cache) {
        meters.gauge("requests.in.flight", "requests about rooms without a result", queues, RoomQueues::requests);
        meters.counter(
                "overload.refusals",
                "requests about rooms that were answered TOO_MANY, here or by the store's queue, because they would wait too long",
                queues,
                RoomQueues::refused);
        meters.gauge("busy.rooms", "rooms with requests without a result", queues, RoomQueues::rooms);
        meters.gauge("cached.rooms", "rooms whose newest membership entry is cached", cache, MembershipCache::rooms);
        meters.gauge("cached.members", "cached members", cache, MembershipCache::members);
    }

    private void serveSignals(Shards served, MessageLogClient log, MembershipCache cache) {
        RoomQueues queues = new RoomQueues(System::nanoTime);
        RoomLookup lookup = new RoomLookup(log);
        SignalAccess access = new SignalAccess(lookup, cache, policies, contacts, System::nanoTime);
        KeptSignals kept =
                new KeptSignals(new RoomRecordClient.OverBus(bus), config.maxSignals(), InstantSource.system());
        SignalService.Reader reader = new SignalService.Reader(lookup, new ReadAccess(policies));
        SignalService signals =
                new SignalService(queues, access, kept, reader, hint -> bus.publish(Hints.TO_ROOMS, hint));
        BroadcastService broadcasts = new BroadcastService(queues, access, new BroadcastService.Outlet.OverBus(bus));
        meters.gauge("signals.in.flight", "requests about signals without a result", queues, RoomQueues::requests);
        meters.gauge(
                "signalling.rooms", "rooms with requests about signals without a result", queues, RoomQueues::rooms);
        meters.gauge("fresh.rooms", "rooms that were looked up for a signal a moment ago", access, SignalAccess::rooms);
        meters.gauge("kept.signals", "rooms whose kept signals have known versions", kept, KeptSignals::rooms);
        served.serve(Signals.SIGNAL, signals::signal)
                .serve(Signals.KEPT, signals::kept)
                .serve(Signals.EMIT, broadcasts::emit);
    }

    private ReadEvents readEvents() {
        return new ReadEvents(hint -> bus.publish(Hints.TO_ROOMS, hint), hint -> bus.publish(Hints.TO_USERS, hint));
    }

    private CursorWriter cursors(UserRecordClient records) {
        CursorStore store = new CursorStore(
                records,
                asked -> bus.call(Conversations.UNREAD, asked),
                new RoomFlags(records),
                readEvents(),
                InstantSource.system());
        CursorWriter writer = new CursorWriter(store, (millis, task) -> vertx.setTimer(millis, late -> task.run()));
        meters.gauge(
                "read.cursors",
                "users and rooms whose read position was stored in the last second, or waits to be",
                writer,
                CursorWriter::size);
        return writer;
    }

    /** The shards, with the requests about what was read. */
    private Shards readServices(MessageLogClient log, UserRecordClient records, RoomQueues queues, ReadAccess access) {
        ThreadReads threads = new ThreadReads(
                records, new MessageLookupClient.OverBus(bus), new MessageFinder(log), InstantSource.system());
        ReadService reads = new ReadService(log, queues, access, new ReadReceipts(cursors, contacts), threads);
        meters.gauge(
                "pending.readers",
                "users who wait for the next lookup of a room to read it",
                reads,
                ReadService::waiting);
        Shards served = new Shards(bus, "access");
        meters.gauge("shards", "shards that this node serves", served, Shards::serving);
        meters.gauge("other.nodes", "other nodes that serve shards of this role", served, Shards::others);
        return served.serve(Reads.READ, reads::read)
                .serve(Reads.READS, new ReadListService(log, records, queues, access, contacts)::reads)
                .serve(Reads.MARK, new MarkService(log, queues, access, new RoomFlags(records), readEvents())::mark);
    }

    @Override
    public Future<?> stop() {
        return Future.join(shards.stop(), bus.retire()).eventually(cursors::flush);
    }
}
