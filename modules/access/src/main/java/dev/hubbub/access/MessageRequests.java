// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.access.blocks.DirectContacts;
import dev.hubbub.access.changes.ChangeRules;
import dev.hubbub.access.changes.ChangeService;
import dev.hubbub.access.changes.ChangeWriter;
import dev.hubbub.access.changes.EditWindow;
import dev.hubbub.access.changes.OverlayReader;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.content.ContentLimits;
import dev.hubbub.access.content.MentionEvents;
import dev.hubbub.access.content.MentionRule;
import dev.hubbub.access.content.ReferenceRule;
import dev.hubbub.access.held.HeldEvents;
import dev.hubbub.access.held.HeldStore;
import dev.hubbub.access.held.MessageHolds;
import dev.hubbub.access.hooks.HookChain;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.access.lookup.CachedRoomLog;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoleMembers;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.messages.HistoryService;
import dev.hubbub.access.messages.MessageService;
import dev.hubbub.access.messages.SubscriptionService;
import dev.hubbub.access.moderation.HeldMessageService;
import dev.hubbub.access.pages.AroundService;
import dev.hubbub.access.pages.PinService;
import dev.hubbub.access.pages.ReactionService;
import dev.hubbub.access.pages.RoomReader;
import dev.hubbub.access.pages.ThreadService;
import dev.hubbub.access.pages.VersionService;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.reads.CursorWriter;
import dev.hubbub.access.reads.SenderReads;
import dev.hubbub.access.reads.ThreadReads;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.access.store.MessageLookupClient;
import dev.hubbub.access.store.RoomRecordClient;
import dev.hubbub.access.store.UserRecordClient;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageChanges;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.metrics.ModuleMeters;
import dev.hubbub.contract.moderation.HeldMessages;
import dev.hubbub.contract.rooms.Access;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** The requests about messages: to send, to change and to read them. */
final class MessageRequests {
    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration REVIEW_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Bus bus;
    private final AccessConfig config;
    private final RoomPolicies policies;
    private final ModuleMeters meters;
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final MessageFinder finder;

    /**
     * What requests about other things use, too.
     *
     * @param queues of requests about rooms
     * @param contacts who may write to whom in direct rooms
     * @param cursors how far users have read
     */
    record Shared(
            RoomQueues queues,
            MembershipCache cache,
            DirectContacts contacts,
            CursorWriter cursors,
            UserRecordClient records) {}

    MessageRequests(Vertx vertx, Bus bus, AccessConfig config, RoomPolicies policies, ModuleMeters meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
        this.policies = policies;
        this.meters = meters;
        this.log = new MessageLogClient.OverBus(bus);
        this.lookup = new RoomLookup(log);
        this.finder = new MessageFinder(log);
    }

    /** Those that the node of the room's shard serves. */
    void serve(Shards served, Shared shared) {
        RoleMembers members = new RoleMembers(log);
        MentionEvents mentions = new MentionEvents(members, hint -> bus.publish(Hints.TO_USERS, hint));
        Held held = held(members);
        MessageService.Moderation moderation =
                new MessageService.Moderation(reviews(), new MessageHolds(held.store(), held.queues(), held.events()));
        MessageService released = serveMessages(served, shared, moderation, mentions);
        ChangeService changes = serveChanges(served, shared, moderation, mentions);
        serveHeld(served, shared, held, new HeldMessageService.Writers(released, changes));
        servePages(served, shared);
    }

    /**
     * What all requests about held messages use.
     *
     * @param queues the order of what happens to those of each room
     */
    private record Held(HeldStore store, RoomQueues queues, HeldEvents events) {}

    private Held held(RoleMembers members) {
        HeldStore store = new HeldStore(new RoomRecordClient.OverBus(bus), InstantSource.system());
        HeldEvents events = new HeldEvents(
                store,
                new HeldEvents.Reviewers(members, policies),
                hint -> bus.publish(Hints.TO_USERS, hint),
                () -> vertx.timer(REVIEW_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        meters.gauge(
                "reviewed.rooms",
                "rooms whose moderators were told in the last 2 s that messages wait",
                events,
                HeldEvents::rooms);
        return new Held(store, new RoomQueues(System::nanoTime), events);
    }

    /** Gives what stores the messages that are released: their senders have read no further by it. */
    private MessageService serveMessages(
            Shards served, Shared shared, MessageService.Moderation moderation, MentionEvents mentions) {
        ReadAccess access = new ReadAccess(policies);
        MessageService.Checks checks = new MessageService.Checks(
                new ContentLimits(config.maxTextBytes()),
                policies,
                shared.contacts(),
                new ReferenceRule(finder),
                new MentionRule(lookup));
        CachedRoomLog cached = new CachedRoomLog(new SenderReads(log, shared.cursors()), shared.cache());
        MessageService messages = new MessageService(checks, moderation, cached, shared.queues(), mentions);
        SubscriptionService subscriptions = new SubscriptionService(log, shared.queues(), access, shared.contacts());
        meters.gauge(
                "slow.members",
                "members of slow rooms who have sent a message lately",
                messages,
                MessageService::slowMembers);
        meters.gauge(
                "pending.subscribers",
                "users who wait for the next lookup of their room",
                subscriptions,
                SubscriptionService::waiting);
        served.serve(Messages.SEND, messages::send)
                .serve(Messages.HISTORY, new HistoryService(log, shared.queues(), access)::history)
                .serve(Access.SUBSCRIBE, subscriptions::subscribe);
        return new MessageService(
                checks, moderation, new CachedRoomLog(log, shared.cache()), shared.queues(), mentions);
    }

    private void serveHeld(Shards served, Shared shared, Held held, HeldMessageService.Writers writers) {
        RoomQueues holds = held.queues();
        meters.gauge("holds.in.flight", "requests about held messages without a result", holds, RoomQueues::requests);
        meters.gauge(
                "holding.rooms", "rooms with requests about held messages without a result", holds, RoomQueues::rooms);
        HeldMessageService service = new HeldMessageService(
                new HeldMessageService.Rooms(policies, lookup, shared.queues(), holds),
                held.store(),
                writers,
                held.events());
        vertx.setPeriodic(SWEEP.toMillis(), tick -> held.store().sweep());
        served.serve(HeldMessages.LIST, service::held)
                .serve(HeldMessages.RELEASE, service::release)
                .serve(HeldMessages.DROP, service::drop);
    }

    private ChangeService serveChanges(
            Shards served, Shared shared, MessageService.Moderation moderation, MentionEvents mentions) {
        RoomQueues queues = new RoomQueues(System::nanoTime);
        meters.gauge("changes.in.flight", "requests to change messages without a result", queues, RoomQueues::requests);
        meters.gauge(
                "changing.rooms", "rooms with requests to change messages without a result", queues, RoomQueues::rooms);
        CachedRoomLog cached = new CachedRoomLog(log, shared.cache());
        ChangeRules rules = new ChangeRules(
                policies,
                new EditWindow(config.editMinutes(), InstantSource.system()),
                new OverlayReader(new RoomRecordClient.OverBus(bus)),
                new MentionRule(lookup),
                new ContentLimits(config.maxTextBytes()));
        ChangeService changes = new ChangeService(
                new ChangeWriter(queues, cached, finder, policies, shared.contacts()),
                rules,
                moderation.reviews(),
                moderation.holds(),
                mentions);
        served.serve(MessageChanges.EDIT, changes::edit)
                .serve(MessageChanges.DELETE, changes::delete)
                .serve(MessageChanges.REACT, changes::react)
                .serve(MessageChanges.PIN, changes::pin);
        return changes;
    }

    private void servePages(Shards served, Shared shared) {
        RoomReader reader = new RoomReader(lookup, shared.queues(), new ReadAccess(policies));
        MessageLookupClient lookups = new MessageLookupClient.OverBus(bus);
        RoomRecordClient records = new RoomRecordClient.OverBus(bus);
        ThreadReads reads = new ThreadReads(shared.records(), lookups, finder, InstantSource.system());
        served.serve(MessagePages.AROUND, new AroundService(reader, log, lookups)::around)
                .serve(MessagePages.THREAD, new ThreadService(reader, finder, lookups, reads)::thread)
                .serve(MessagePages.PINS, new PinService(reader, records, lookups)::pins)
                .serve(MessagePages.REACTIONS, new ReactionService(reader, finder, records)::reactions)
                .serve(MessagePages.EDITS, new VersionService(reader, policies, finder, lookups)::edits);
    }

    private MessageReviews reviews() {
        HookChain chain = HookChain.over(vertx, config.hooks(), config.maxTextBytes());
        MessageReviews reviews = new MessageReviews(chain);
        meters.gauge("hooks.asking", "questions about messages without an answer", chain, HookChain::asking);
        meters.gauge("hooks.paused", "stages that are not asked, as they did not answer", chain, HookChain::paused);
        meters.gauge("reviews.waiting", "messages that wait for the stages", reviews, MessageReviews::waiting);
        meters.gauge("reviews.remembered", "answers about messages that are kept", reviews, MessageReviews::remembered);
        return reviews;
    }
}
