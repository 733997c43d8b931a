// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.FeedAccess;
import dev.hubbub.gateway.fanout.buffer.FeedOrder;
import dev.hubbub.gateway.fanout.buffer.ReorderBudget;
import dev.hubbub.gateway.fanout.buffer.ReorderBuffer;
import dev.hubbub.gateway.fanout.buffer.ReplayBuffer;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One room on one event loop: applies entries strictly in order, whatever order the bus brings them in, and hands
 * each to those whose subscription began before it. A subscriber that comes back gets what was applied already from a
 * replay, and is live once nothing is missing. Decides only; asking others is up to {@link RoomFeeds}.
 */
final class RoomFeed {
    private final RoomId room;
    private final String address;
    private final ReplayBuffer replayBuffer;
    private final int maxReplay;
    private final FeedAccess access = new FeedAccess();
    private final Map<Subscriber, PendingSubscription> pendingSubscriptions = new HashMap<>();
    private final Map<Subscriber, Subscription> subscriptions = new LinkedHashMap<>();
    private final FeedOrder order;
    private long membersChangedAt;

    /** @param maxReplay how many entries a subscriber that comes back may have missed */
    RoomFeed(RoomId room, ReplayBuffer replayBuffer, ReorderBudget reorderBudget, int maxReplay) {
        this.room = room;
        this.address = Feeds.of(room);
        this.replayBuffer = replayBuffer;
        this.order = new FeedOrder(reorderBudget);
        this.maxReplay = maxReplay;
    }

    /** Those who are let in. */
    Set<Subscriber> subscribers() {
        return subscriptions.keySet();
    }

    /** How many subscriptions are not answered yet. */
    int pending() {
        return pendingSubscriptions.size();
    }

    /** Those who have subscriptions that are answered. */
    List<Subscriber> followers() {
        return List.copyOf(subscriptions.keySet());
    }

    /** The order of its entries. */
    FeedOrder order() {
        return order;
    }

    /** Whether there is no subscription, pending or not. */
    boolean isIdle() {
        return subscriptions.isEmpty() && pendingSubscriptions.isEmpty();
    }

    RoomId room() {
        return room;
    }

    /** What access is asked about the room, and says of it. */
    FeedAccess access() {
        return access;
    }

    /** Notes a pending subscription; it replaces an older one of the same subscriber. */
    void expect(PendingSubscription pending) {
        pendingSubscriptions.put(pending.subscriber(), pending);
    }

    /** Whether the pending subscription is still wanted. */
    boolean expects(PendingSubscription pending) {
        return pendingSubscriptions.get(pending.subscriber()) == pending;
    }

    /**
     * Lets a subscriber in who was judged as of {@code head}, and tells it where it is.
     *
     * @return nothing when members have changed since: the question must be asked again
     */
    Optional<Session.Outcome> admit(PendingSubscription pending, long head) {
        if (pending.isOutdated()) {
            return Optional.empty();
        }
        order.heard(head);
        if (!order.isKnown()) {
            order.begin(head);
        } else if (membersChangedAt > head) {
            return Optional.empty();
        }
        Subscriber subscriber = pending.subscriber();
        pendingSubscriptions.remove(subscriber);
        long reached = Math.max(head, order.position());
        Optional<ResetReason> reset = pending.reset(reached, maxReplay, access);
        long from = pending.since() == null || reset.isPresent() ? reached : pending.since();
        subscriptions.put(subscriber, new Subscription(subscriber, reached, from, from < order.position()));
        Session.Outcome outcome = pending.tell(from, reset);
        applyEarly();
        return Optional.of(outcome);
    }

    /** The subscriber's part in this room, if it has one. */
    Optional<Subscription> subscription(Subscriber subscriber) {
        return Optional.ofNullable(subscriptions.get(subscriber));
    }

    /** Whether the subscription is still there, and has not all that was applied. */
    boolean isReplaying(Subscription subscription) {
        return subscriptions.get(subscription.subscriber()) == subscription && subscription.isReplaying();
    }

    /** How many entries were applied that a replaying subscriber does not have yet. */
    long missing(Subscription subscription) {
        return order.position() - subscription.sent();
    }

    /** Whether a replay loses ground: so much has come on top of what may be sent again. */
    boolean isTooSlow(Subscription subscription) {
        return missing(subscription) > (long) maxReplay + ReorderBuffer.MAX_ENTRIES;
    }

    /** The entries from memory that a replaying subscriber needs next. */
    List<RoomEntry> buffered(Subscription subscription, int most) {
        return replayBuffer.from(room, subscription.sent() + 1, most);
    }

    /**
     * Hands an entry to a replaying subscriber.
     *
     * @return false when it is not the next one, or the replay is over
     */
    boolean replay(Subscription subscription, RoomEntry entry) {
        if (!isReplaying(subscription) || entry.seq() != subscription.sent() + 1 || entry.seq() > order.position()) {
            return false;
        }
        subscription.subscriber().receive(entry);
        subscription.replayed(entry.seq());
        endReplay(subscription);
        return true;
    }

    private void endReplay(Subscription subscription) {
        if (subscription.isOver()) {
            endMembership(subscription.subscriber());
        } else if (missing(subscription) == 0) {
            subscription.caughtUp();
        }
    }

    /** Tells a replaying subscriber that what it needs next is deleted, up to the entry before this one, if it is. */
    boolean skipDeleted(Subscription subscription, long first) {
        return isReplaying(subscription) && skip(subscription, Math.min(first - 1, order.position()), ResetReason.GONE);
    }

    /**
     * Goes on from this entry, since those before it cannot be read any more: tells all who do not have them. Returns whether it was
     * not there yet.
     */
    boolean skipTo(long first, ResetReason reason) {
        if (!order.skipTo(first - 1)) {
            return false;
        }
        List.copyOf(subscriptions.values()).forEach(each -> skip(each, first - 1, reason));
        applyEarly();
        return true;
    }

    private boolean skip(Subscription subscription, long last, ResetReason reason) {
        if (last <= subscription.sent()) {
            return false;
        }
        subscription.replayed(last);
        subscription.subscriber().reply(address, new Feeds.Reset(room, last, reason));
        endReplay(subscription);
        return true;
    }

    /** Ends a subscription, pending or not, and says why. */
    void fail(Subscriber subscriber, HubException cause) {
        drop(subscriber);
        if (subscriber.addresses().remove(address)) {
            subscriber.fail(address, cause);
        }
    }

    void drop(Subscriber subscriber) {
        pendingSubscriptions.remove(subscriber);
        subscriptions.remove(subscriber);
    }

    /** Takes an entry from the bus or from the store, in any order and any number of times. */
    void take(RoomEntry entry) {
        if (order.takes(entry)) {
            apply(entry);
            applyEarly();
        }
    }

    /** The first entry that is missing although it, or a later one, was heard of. */
    Optional<Long> gap() {
        return order.gap();
    }

    /** The last entry that was applied, if it is known where the room is. */
    Optional<Long> position() {
        return order.isKnown() ? Optional.of(order.position()) : Optional.empty();
    }

    private void applyEarly() {
        for (Optional<RoomEntry> next = order.next(); next.isPresent(); next = order.next()) {
            apply(next.get());
        }
    }

    private void apply(RoomEntry entry) {
        if (entry.changesMembers()) {
            membersChangedAt = entry.seq();
        }
        replayBuffer.add(entry);
        for (Subscription each : List.copyOf(subscriptions.values())) {
            if (each.takesLive(entry.seq())) {
                each.subscriber().receive(entry);
            }
        }
        entry.delivery().release();
        if (entry.endsMemberships()) {
            end(entry);
        }
    }

    /** A user sees the entry that ended its membership, and nothing after it. */
    private void end(RoomEntry entry) {
        for (Subscription each : List.copyOf(subscriptions.values())) {
            if (each.isEndedBy(entry) && each.isReplaying()) {
                each.endAt(entry.seq());
            } else if (each.isEndedBy(entry)) {
                endMembership(each.subscriber());
            }
        }
    }

    private void endMembership(Subscriber subscriber) {
        fail(subscriber, new HubException(ErrorCode.FORBIDDEN, "no longer a member"));
    }

    /** A user left without an entry: what it follows ends, and what was asked about it before is out of date. */
    void left(UserId user) {
        pendingSubscriptions.values().stream()
                .filter(pending -> pending.subscriber().follower().user().equals(user))
                .forEach(PendingSubscription::markOutdated);
        List.copyOf(subscriptions.keySet()).stream()
                .filter(subscriber -> subscriber.follower().user().equals(user))
                .forEach(this::endMembership);
    }

    /** Passes on something that has no number. */
    void hint(Delivery hint, Hints.@Nullable Except except) {
        for (Subscription each : List.copyOf(subscriptions.values())) {
            if (each.takesHint(except)) {
                each.subscriber().send(hint);
            }
        }
    }
}
