// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.value.RoomId;

/**
 * Where the log of a room begins. What is below may be deleted, so the members of the room as of then are kept here.
 *
 * @param before the room as of the entry before the first one: its head is that entry
 */
public record RoomFloor(RoomSnapshot before) {
    public RoomFloor {
        if (before.head() > 0 && (before.details() == null || before.membership() > before.head())) {
            throw new IllegalArgumentException(
                    "floor of room " + before.room() + ": no whole snapshot (expected: the room as of its head)");
        }
    }

    /** The log begins with its first entry. */
    public static RoomFloor none(RoomId room) {
        return new RoomFloor(RoomSnapshot.none(room));
    }

    public RoomId room() {
        return before.room();
    }

    /** The number of the first entry that is kept. It is there as long as the floor is not raised. */
    public long first() {
        return before.head() + 1;
    }

    /** Whether nothing was ever deleted. */
    public boolean isNone() {
        return first() == 1;
    }

    /** This snapshot, or the one of the floor where that is newer. Its head is no entry below the floor. */
    public RoomSnapshot orNewer(RoomSnapshot snapshot) {
        if (isNone()) {
            return snapshot;
        }
        RoomSnapshot newer = snapshot.membership() < before.membership() ? before : snapshot;
        return newer.withHead(Math.max(snapshot.head(), first())).withFolded(snapshot.folded());
    }
}
