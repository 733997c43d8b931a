// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.session.Feeds.ResetReason;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.fanout.buffer.FeedAccess;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is not authorized yet. Compared by identity: a subscriber that unsubscribes and subscribes again
 * has another one, perhaps from another position.
 */
final class PendingSubscription {
    private final RoomId room;
    private final Subscriber subscriber;
    private final @Nullable Long since;
    private boolean outdated;

    /** @param since the last entry that the subscriber has; null: only what is new is wanted */
    PendingSubscription(RoomId room, Subscriber subscriber, @Nullable Long since) {
        this.room = room;
        this.subscriber = subscriber;
        this.since = since;
    }

    RoomId room() {
        return room;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** Access is asked now. */
    void markAsked() {
        outdated = false;
    }

    /** The membership of the user has changed since access was asked. */
    void markOutdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    @Nullable
    Long since() {
        return since;
    }

    /**
     * Why what the subscriber has does not lead up to where the room is; empty: it does.
     *
     * @param maxReplay how many entries the subscriber may have missed
     */
    Optional<ResetReason> reset(long reached, int maxReplay, FeedAccess access) {
        if (since == null || since == reached) {
            return Optional.empty();
        }
        if (access.isLost(since)) {
            return Optional.of(ResetReason.LOST);
        }
        if (since > reached) {
            return Optional.of(ResetReason.AHEAD);
        }
        return reached - since > maxReplay ? Optional.of(ResetReason.TOO_FAR) : Optional.empty();
    }

    /** Tells the subscriber where it is: entries after this one follow. */
    Session.Outcome tell(long from, Optional<ResetReason> reset) {
        String address = Feeds.of(room);
        if (reset.isPresent()) {
            Feeds.Reset told = new Feeds.Reset(room, from, reset.get());
            subscriber.reply(address, told);
            return new Session.Outcome(room, told.event(), from, told.reason(), null, null);
        }
        Feeds.Position told = new Feeds.Position(room, from);
        subscriber.reply(address, told);
        return new Session.Outcome(room, told.event(), from, null, null, null);
    }
}
