// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.typing;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user began or stopped typing in a room.
 *
 * @param expiresAt when clients forget it unless it is published again; null when the user stopped
 * @param profile of the user; null: none is known
 */
record TypingEvent(RoomId room, UserId user, boolean typing, @Nullable Instant expiresAt, @Nullable Profile profile) {
    /** An event without a profile. */
    TypingEvent(RoomId room, UserId user, boolean typing, @Nullable Instant expiresAt) {
        this(room, user, typing, expiresAt, null);
    }

    /** What the followers of the room are told, but for the user. */
    Hints.ToRooms hint() {
        Hints.Body body = Hints.Body.of(Presence.TYPING_HINT, new Presence.Typed(user, typing, expiresAt, profile));
        return new Hints.ToRooms(List.of(room), body, Hints.Except.user(user));
    }
}
