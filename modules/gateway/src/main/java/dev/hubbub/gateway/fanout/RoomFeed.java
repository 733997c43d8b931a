// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.fanout.buffer.AsyncSemaphore;
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
    private static final long UNKNOWN = -1;
    private static final int MAX_QUESTIONS = 32;

    private final RoomId room;
    private final String address;
    private final ReplayBuffer replayBuffer;
    private final int maxReplay;
    private final AsyncSemaphore authorizations = new AsyncSemaphore(MAX_QUESTIONS);
    private final Map<Subscriber, PendingSubscription> pendingSubscriptions = new HashMap<>();
    private final Map<Subscriber, Subscription> subscriptions = new LinkedHashMap<>();
    private final ReorderBuffer reorderBuffer;
    private long position = UNKNOWN;
    private long membersChangedAt;
    private long heardOf;

    /** @param maxReplay how many entries a subscriber that comes back may have missed */
    RoomFeed(RoomId room, ReplayBuffer replayBuffer, ReorderBudget reorderBudget, int maxReplay) {
        this.room = room;
        this.address = Feeds.of(room);
        this.replayBuffer = replayBuffer;
        this.reorderBuffer = new ReorderBuffer(reorderBudget);
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

    /** How many entries wait in the reorder buffer. */
    int reordering() {
        return reorderBuffer.size();
    }

    /** Whether there is no subscription, pending or not. */
    boolean isIdle() {
        return subscriptions.isEmpty() && pendingSubscriptions.isEmpty();
    }

    RoomId room() {
        return room;
    }

    /** Bounds how many subscriptions are authorized at a time. */
    AsyncSemaphore authorizations() {
        return authorizations;
    }

    /** Notes a pending subscription; it replaces an older one of the same subscriber. */
    void expect(PendingSubscription pending) {
        pendingSubscriptions.put(pending.subscriber(), pending);
    }

    /** Whether the pending subscription is still wanted. */
    boolean expects(PendingSubscription pending) {
        return pendingSubscriptions.get(pending.subscriber()) == pending;
    }

    /** Whether an entry that a subscriber has is one that the room is known to have. */
    boolean reaches(long since, long head) {
        return since <= Math.max(head, position);
    }

    /**
     * Lets a subscriber in who was judged as of {@code head}, and tells it where it is.
     *
     * @return nothing when members have changed since: the question must be asked again
     */
    Optional<Session.Outcome> admit(PendingSubscription pending, long head) {
        heardOf = Math.max(heardOf, head);
        if (position == UNKNOWN) {
            position = head;
            reorderBuffer.dropTo(head);
        } else if (membersChangedAt > head) {
            return Optional.empty();
        }
        Subscriber subscriber = pending.subscriber();
        pendingSubscriptions.remove(subscriber);
        long reached = Math.max(head, position);
        Optional<ResetReason> reset = reset(pending.since(), reached);
        long from = pending.since() == null || reset.isPresent() ? reached : pending.since();
        subscriptions.put(subscriber, new Subscription(subscriber, reached, from, from < position));
        Session.Outcome outcome = answer(subscriber, from, reset);
        applyReordered();
        return Optional.of(outcome);
    }

    private Optional<ResetReason> reset(@Nullable Long since, long reached) {
        if (since == null || since == reached) {
            return Optional.empty();
        }
        if (since > reached) {
            return Optional.of(ResetReason.AHEAD);
        }
        return reached - since > maxReplay ? Optional.of(ResetReason.TOO_FAR) : Optional.empty();
    }

    private Session.Outcome answer(Subscriber subscriber, long from, Optional<ResetReason> reset) {
        if (reset.isPresent()) {
            Feeds.Reset told = new Feeds.Reset(room, from, reset.get());
            subscriber.reply(address, told);
            return new Session.Outcome(room, told.event(), from, told.reason(), null, null);
        }
        Feeds.Position told = new Feeds.Position(room, from);
        subscriber.reply(address, told);
        return new Session.Outcome(room, told.event(), from, null, null, null);
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
        return position - subscription.sent();
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
        if (!isReplaying(subscription) || entry.seq() != subscription.sent() + 1 || entry.seq() > position) {
            return false;
        }
        subscription.subscriber().receive(entry);
        subscription.replayed(entry.seq());
        endReplay(subscription);
        return true;
    }

    private void endReplay(Subscription subscription) {
        if (subscription.isOver()) {
            fail(subscription.subscriber(), new HubException(ErrorCode.FORBIDDEN, "no longer a member"));
        } else if (missing(subscription) == 0) {
            subscription.caughtUp();
        }
    }

    /** Tells a replaying subscriber that what it needs next is deleted, up to the entry before this one, if it is. */
    boolean skipDeleted(Subscription subscription, long first) {
        long last = Math.min(first - 1, position);
        if (!isReplaying(subscription) || last <= subscription.sent()) {
            return false;
        }
        subscription.replayed(last);
        subscription.subscriber().reply(address, new Feeds.Reset(room, last, ResetReason.GONE));
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
        heard(entry.seq());
        if (position != UNKNOWN && entry.seq() <= position) {
            return;
        }
        if (entry.seq() == position + 1 && position != UNKNOWN) {
            apply(entry);
            applyReordered();
        } else {
            reorderBuffer.add(entry);
        }
    }

    /** Clears the reorder buffer; there is no subscription any more. */
    void forget() {
        reorderBuffer.dropTo(Long.MAX_VALUE);
    }

    /** Such an entry is stored. */
    void heard(long seq) {
        heardOf = Math.max(heardOf, seq);
    }

    /** The first entry that is missing although it, or a later one, was heard of. */
    Optional<Long> gap() {
        return position == UNKNOWN || heardOf <= position ? Optional.empty() : Optional.of(position + 1);
    }

    /** The last entry that was applied, if it is known where the room is. */
    Optional<Long> position() {
        return position == UNKNOWN ? Optional.empty() : Optional.of(position);
    }

    /** The last entry that was heard of. */
    long known() {
        return heardOf;
    }

    private void applyReordered() {
        Optional<RoomEntry> next = reorderBuffer.take(position + 1);
        while (next.isPresent()) {
            apply(next.get());
            next = reorderBuffer.take(position + 1);
        }
    }

    private void apply(RoomEntry entry) {
        position = entry.seq();
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
                fail(each.subscriber(), new HubException(ErrorCode.FORBIDDEN, "no longer a member"));
            }
        }
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
