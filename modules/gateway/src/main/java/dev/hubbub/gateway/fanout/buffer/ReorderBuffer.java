// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Entries of one room that wait for those before them. Bounded for the room, and by their length for all rooms of an
 * event loop: beyond that the last entries are dropped first. The store has it still.
 */
public final class ReorderBuffer {
    public static final int MAX_ENTRIES = 1_000;

    private final ReorderBudget budget;
    private final TreeMap<Long, RoomEntry> entries = new TreeMap<>();

    public ReorderBuffer(ReorderBudget budget) {
        this.budget = budget;
    }

    public int size() {
        return entries.size();
    }

    public void add(RoomEntry entry) {
        if (entries.putIfAbsent(entry.seq(), entry) == null) {
            budget.add(entry.length());
        }
        while (entries.size() > MAX_ENTRIES || (budget.isExceeded() && !entries.isEmpty())) {
            budget.remove(entries.pollLastEntry().getValue().length());
        }
    }

    /** Takes out the entry with this number, if it is here. */
    public Optional<RoomEntry> take(long seq) {
        Optional<RoomEntry> found = Optional.ofNullable(entries.remove(seq));
        found.ifPresent(entry -> budget.remove(entry.length()));
        return found;
    }

    /** Drops those up to this one. */
    public void dropTo(long seq) {
        Map<Long, RoomEntry> dropped = entries.headMap(seq, true);
        dropped.values().forEach(entry -> budget.remove(entry.length()));
        dropped.clear();
    }
}
