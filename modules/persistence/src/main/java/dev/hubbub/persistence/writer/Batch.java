// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.StoredEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbered entries of one or many rooms, for one write. */
final class Batch {
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final Instant at;
    private final long roundTrip;
    private final int maxEntries;
    private final List<NumberedEntry> entries = new ArrayList<>();
    private final Map<RoomWriter, Rest> rests = new LinkedHashMap<>();
    private final Set<RoomWriter> writers = new LinkedHashSet<>();
    private final Set<RoomWriter> stored = new HashSet<>();
    private int characters;

    /** An entry with its number, which is final once it is stored. */
    record NumberedEntry(RoomWriter writer, PendingAppend pending, StoredEntry entry) {}

    /**
     * The entries of one room that were not stored.
     *
     * @param outcome of the first of them
     */
    record Rest(Outcome outcome, List<NumberedEntry> entries) {}

    /**
     * @param roundTrip the number of this round trip to the store
     * @param maxEntries how many it may have
     */
    Batch(Instant now, long roundTrip, int maxEntries) {
        this.maxEntries = maxEntries;
        at = now.truncatedTo(ChronoUnit.MILLIS);
        this.roundTrip = roundTrip;
    }

    /** The time of its entries. */
    Instant at() {
        return at;
    }

    long roundTrip() {
        return roundTrip;
    }

    void add(NumberedEntry numbered) {
        entries.add(numbered);
        writers.add(numbered.writer());
        characters += numbered.pending().entry().length();
    }

    boolean isFull() {
        return entries.size() >= maxEntries || characters >= MAX_CHARACTERS;
    }

    /** Whether no batch could have more, however fast the store is. */
    boolean isLargest() {
        return entries.size() >= BatchLimit.MAX_ENTRIES || characters >= MAX_CHARACTERS;
    }

    int size() {
        return entries.size();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Removes the entries that were stored. The others stay, with their outcomes. */
    List<NumberedEntry> takeStored(AppendResult result) {
        List<NumberedEntry> taken = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            NumberedEntry numbered = entries.get(i);
            Outcome outcome = result.outcomes().get(i);
            if (outcome.isStored()) {
                stored.add(numbered.writer());
                taken.add(numbered);
            } else {
                rests.computeIfAbsent(numbered.writer(), room -> new Rest(outcome, new ArrayList<>()))
                        .entries()
                        .add(numbered);
            }
        }
        entries.clear();
        return taken;
    }

    /** What was not stored, by room. */
    Collection<Rest> rests() {
        return rests.values();
    }

    /** Whether an entry of this writer was stored. */
    boolean hasStored(RoomWriter writer) {
        return stored.contains(writer);
    }

    /** Removes the entries whose outcome is not known yet. */
    List<NumberedEntry> takeUnresolved() {
        List<NumberedEntry> taken = List.copyOf(entries);
        entries.clear();
        return taken;
    }

    List<StoredEntry> entriesToStore() {
        return entries.stream().map(NumberedEntry::entry).toList();
    }

    Set<RoomWriter> writers() {
        return writers;
    }
}
