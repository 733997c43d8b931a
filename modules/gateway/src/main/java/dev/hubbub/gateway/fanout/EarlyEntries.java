// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Entries of one room that wait for those before them. Bounded for the room, and by their length for all rooms of an
 * event loop: what is too much is dropped, the last first. The store has it still.
 */
final class EarlyEntries {
    static final int MAX_ENTRIES = 1_000;

    private final HeldLength held;
    private final TreeMap<Long, RoomEntry> entries = new TreeMap<>();

    EarlyEntries(HeldLength held) {
        this.held = held;
    }

    int size() {
        return entries.size();
    }

    void add(RoomEntry entry) {
        if (entries.putIfAbsent(entry.seq(), entry) == null) {
            held.add(entry.length());
        }
        while (entries.size() > MAX_ENTRIES || (held.isTooMuch() && !entries.isEmpty())) {
            held.remove(entries.pollLastEntry().getValue().length());
        }
    }

    /** Takes out the entry with this number, if it is here. */
    Optional<RoomEntry> take(long seq) {
        Optional<RoomEntry> found = Optional.ofNullable(entries.remove(seq));
        found.ifPresent(entry -> held.remove(entry.length()));
        return found;
    }

    /** Drops those up to this one. */
    void dropTo(long seq) {
        Map<Long, RoomEntry> dropped = entries.headMap(seq, true);
        dropped.values().forEach(entry -> held.remove(entry.length()));
        dropped.clear();
    }
}
