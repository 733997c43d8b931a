// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import dev.hubbub.contract.value.RoomId;

/**
 * One wish to listen, until it is answered. Compared by identity: whoever takes the wish back and has it again has
 * another one, perhaps from another position.
 */
final class Registration {
    private final RoomId room;
    private final Subscriber subscriber;
    private final Long since;

    /** @param since the last entry that the subscriber has; null: only what is new is wanted */
    Registration(RoomId room, Subscriber subscriber, Long since) {
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

    Long since() {
        return since;
    }
}
