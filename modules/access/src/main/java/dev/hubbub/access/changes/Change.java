// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.changes;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.rooms.RoomDetails;
import io.vertx.core.Future;
import java.util.Optional;

/** What a caller wants to become of a message. */
interface Change {
    /** Whether the caller may do so. */
    Permission permission(RoomDetails room, Actor actor, Entry target);

    /** Whether it ends direct messages between two users that one of them blocks the other. */
    default boolean writesToOther() {
        return true;
    }

    /** Whether a message that is deleted may be named. */
    default boolean takesDeleted() {
        return false;
    }

    /** Whether it is judged by the other messages of the room too, and not by its message alone. */
    default boolean dependsOnRoom() {
        return false;
    }

    /**
     * The entry that is to be stored; empty: the message is like this already. Fails if there may be no more of it.
     *
     * @param target as it is now
     */
    Future<Optional<Entry>> entry(Entry target);
}
