// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.value.RoomId;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is not authorized yet. Compared by identity: a subscriber that unsubscribes and subscribes again
 * has another one, perhaps from another position.
 */
final class PendingSubscription {
    private final RoomId room;
    private final Subscriber subscriber;
    private final @Nullable Long since;

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

    @Nullable
    Long since() {
        return since;
    }
}
