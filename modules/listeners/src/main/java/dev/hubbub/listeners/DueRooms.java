// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.value.RoomId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that have entries for a listener, by turns: those that wait, and those that are worked on. Rooms beyond the bound are
 * dropped; the next comparison with the store finds them again.
 */
final class DueRooms {
    static final int MAX_WAITING = 1_000;

    private final Set<RoomId> waiting = new LinkedHashSet<>();

    /** Those that are worked on, each with whether it has more by now. */
    private final Map<RoomId, Boolean> working = new HashMap<>();

    /** The room has entries. */
    void add(RoomId room) {
        if (working.containsKey(room)) {
            working.put(room, true);
        } else if (waiting.size() < MAX_WAITING) {
            waiting.add(room);
        }
    }

    /** The room that waits longest, which is worked on from now on; null: none waits. */
    @Nullable
    RoomId take() {
        if (waiting.isEmpty()) {
            return null;
        }
        RoomId room = waiting.iterator().next();
        waiting.remove(room);
        working.put(room, false);
        return room;
    }

    /**
     * The work on a room has ended.
     *
     * @param more whether it has more entries in any case
     */
    void done(RoomId room, boolean more) {
        boolean added = Boolean.TRUE.equals(working.remove(room));
        if (more || added) {
            add(room);
        }
    }

    /** How many are worked on. */
    int working() {
        return working.size();
    }

    /** How many wait or are worked on; from any thread. */
    int size() {
        return waiting.size() + working.size();
    }
}
