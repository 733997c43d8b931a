// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.gateway.fanout.buffer.RoomEntry;
import org.jspecify.annotations.Nullable;

/** What one subscriber has of a room. While it replays it gets older entries first, and live ones not yet. */
final class Subscription {
    private static final long NO_END = Long.MAX_VALUE;

    private final Subscriber subscriber;
    private final long judgedAt;
    private long sent;
    private long end = NO_END;
    private boolean replaying;
    private boolean started;

    /**
     * @param judgedAt membership changes after it apply to the subscriber
     * @param sent the last entry that the subscriber has
     * @param replaying whether it misses entries that the feed has applied already
     */
    Subscription(Subscriber subscriber, long judgedAt, long sent, boolean replaying) {
        this.subscriber = subscriber;
        this.judgedAt = judgedAt;
        this.sent = sent;
        this.replaying = replaying;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    long sent() {
        return sent;
    }

    boolean isReplaying() {
        return replaying;
    }

    /** Whether its replay has to be started; says so once. */
    boolean startReplay() {
        boolean due = replaying && !started;
        started = true;
        return due;
    }

    /** Whether the entry is for it now. */
    boolean takesLive(long seq) {
        return !replaying && seq > sent;
    }

    /** Whether something without a number is for it, which spares some. */
    boolean takesHint(Hints.@Nullable Except except) {
        return !isEnding() && (except == null || !except.spares(subscriber.follower()));
    }

    /** An entry was sent in a replay. */
    void replayed(long seq) {
        sent = seq;
    }

    /** It has what the feed has applied: from here on it is live. */
    void caughtUp() {
        replaying = false;
    }

    /** Whether the entry is the last that it may see. */
    boolean isEndedBy(RoomEntry entry) {
        Caller follower = subscriber.follower();
        boolean concerned = entry.endsRoom() ? !follower.may(Grant.SERVER) : entry.endsMembershipOf(follower.user());
        return concerned && judgedAt < entry.seq() && end == NO_END;
    }

    /** The entry is the last that it may see; it is not there yet. */
    void endAt(long seq) {
        end = seq;
    }

    /** Whether the user is no member any more, and only has older entries to come. */
    boolean isEnding() {
        return end != NO_END;
    }

    /** Whether it has seen the last entry that it may see. */
    boolean isOver() {
        return sent >= end;
    }
}
