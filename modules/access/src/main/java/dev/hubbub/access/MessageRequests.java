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
import dev.hubbub.access.held.HeldStore;
import dev.hubbub.access.held.MessageHolds;
import dev.hubbub.access.hooks.HookChain;
import dev.hubbub.access.hooks.MessageReviews;
import dev.hubbub.access.lookup.CachedRoomLog;
import dev.hubbub.access.lookup.MembershipCache;
import dev.hubbub.access.lookup.MessageFinder;
import dev.hubbub.access.lookup.ReadAccess;
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

/** The requests about messages: to send, to change and to read them. */
final class MessageRequests {
    private static final Duration SWEEP = Duration.ofHours(1);

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
        MessageReviews reviews = reviews();
        MentionEvents mentions = new MentionEvents(log, hint -> bus.publish(Hints.TO_USERS, hint));
        serveMessages(served, shared, reviews, mentions);
        serveChanges(served, shared, reviews, mentions);
        servePages(served, shared);
    }

    private void serveMessages(Shards served, Shared shared, MessageReviews reviews, MentionEvents mentions) {
        ReadAccess access = new ReadAccess(policies);
        MessageService.Checks checks = new MessageService.Checks(
                new ContentLimits(config.maxTextBytes()),
                policies,
                shared.contacts(),
                new ReferenceRule(finder),
                new MentionRule(lookup));
        HeldStore held = new HeldStore(new RoomRecordClient.OverBus(bus), InstantSource.system());
        RoomQueues holds = new RoomQueues(System::nanoTime);
        MessageService.Moderation moderation = new MessageService.Moderation(reviews, new MessageHolds(held, holds));
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
        CachedRoomLog unread = new CachedRoomLog(log, shared.cache());
        MessageService released = new MessageService(checks, moderation, unread, shared.queues(), mentions);
        serveHeld(served, new HeldMessageService.Rooms(policies, lookup, shared.queues(), holds), held, released);
        served.serve(Messages.SEND, messages::send)
                .serve(Messages.HISTORY, new HistoryService(log, shared.queues(), access)::history)
                .serve(Access.SUBSCRIBE, subscriptions::subscribe);
    }

    /** @param released stores what is released; the sender has read no further by it */
    private void serveHeld(Shards served, HeldMessageService.Rooms rooms, HeldStore held, MessageService released) {
        RoomQueues holds = rooms.holds();
        meters.gauge("holds.in.flight", "requests about held messages without a result", holds, RoomQueues::requests);
        meters.gauge(
                "holding.rooms", "rooms with requests about held messages without a result", holds, RoomQueues::rooms);
        HeldMessageService service =
                new HeldMessageService(rooms, held, released, hint -> bus.publish(Hints.TO_USERS, hint));
        vertx.setPeriodic(SWEEP.toMillis(), tick -> held.sweep());
        served.serve(HeldMessages.LIST, service::held)
                .serve(HeldMessages.RELEASE, service::release)
                .serve(HeldMessages.DROP, service::drop);
    }

    private void serveChanges(Shards served, Shared shared, MessageReviews reviews, MentionEvents mentions) {
        RoomQueues queues = new RoomQueues(System::nanoTime);
        meters.gauge("changes.in.flight", "requests to change messages without a result", queues, RoomQueues::requests);
        meters.gauge(
                "changing.rooms", "rooms with requests to change messages without a result", queues, RoomQueues::rooms);
        CachedRoomLog cached = new CachedRoomLog(log, shared.cache());
        ChangeRules rules = new ChangeRules(
                policies,
                new EditWindow(config.editMinutes(), InstantSource.system()),
                new OverlayReader(new RoomRecordClient.OverBus(bus)),
                new MentionRule(lookup));
        ChangeService changes = new ChangeService(
                new ChangeWriter(queues, cached, finder, policies, shared.contacts()),
                rules,
                new ContentLimits(config.maxTextBytes()),
                reviews,
                mentions);
        served.serve(MessageChanges.EDIT, changes::edit)
                .serve(MessageChanges.DELETE, changes::delete)
                .serve(MessageChanges.REACT, changes::react)
                .serve(MessageChanges.PIN, changes::pin);
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
