// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.persistence.log.StoredEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbered entries of one or many rooms, for one ordered write. */
final class Batch {
    private static final int MAX_ENTRIES = 500;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final Instant at;
    private final long roundTrip;
    private final List<NumberedEntry> entries = new ArrayList<>();
    private final Set<RoomWriter> writers = new LinkedHashSet<>();
    private final Set<RoomWriter> stored = new HashSet<>();
    private int characters;

    /** An entry with its number, which is final once it is stored. */
    record NumberedEntry(RoomWriter writer, PendingAppend pending, StoredEntry entry) {}

    /** @param roundTrip the number of this round trip to the store */
    Batch(Instant now, long roundTrip) {
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
        return entries.size() >= MAX_ENTRIES || characters >= MAX_CHARACTERS;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The entries whose outcome is not known yet. */
    List<NumberedEntry> unresolved() {
        return entries;
    }

    /** Removes the first unresolved entries, which were stored. */
    List<NumberedEntry> takeStored(int count) {
        List<NumberedEntry> first = take(count);
        first.forEach(numbered -> stored.add(numbered.writer()));
        return first;
    }

    /** Whether an entry of this writer was stored. */
    boolean hasStored(RoomWriter writer) {
        return stored.contains(writer);
    }

    /** Removes the first unresolved entries. */
    List<NumberedEntry> take(int count) {
        List<NumberedEntry> first = entries.subList(0, count);
        List<NumberedEntry> taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    List<StoredEntry> entriesToStore() {
        return entries.stream().map(NumberedEntry::entry).toList();
    }

    Set<RoomWriter> writers() {
        return writers;
    }
}
