// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbered entries of any number of rooms that go to the store in one ordered write. */
final class Batch {
    private static final int MAX_ENTRIES = 500;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final Instant at;
    private final List<Numbered> entries = new ArrayList<>();
    private final Set<RoomWriter> rooms = new LinkedHashSet<>();
    private int characters;

    /** An entry with its number, which holds once it is stored. */
    record Numbered(RoomWriter room, PendingAppend pending, StoredEntry entry) {}

    Batch(Instant now) {
        at = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The time of its entries. */
    Instant at() {
        return at;
    }

    void add(Numbered numbered) {
        entries.add(numbered);
        rooms.add(numbered.room());
        String text = numbered.pending().entry().text();
        characters += text == null ? 0 : text.length();
    }

    boolean isFull() {
        return entries.size() >= MAX_ENTRIES || characters >= MAX_CHARACTERS;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Those of which it is not known what became of them. */
    List<Numbered> entries() {
        return entries;
    }

    /** Removes the first of them. */
    List<Numbered> take(int count) {
        List<Numbered> first = entries.subList(0, count);
        List<Numbered> taken = List.copyOf(first);
        first.clear();
        return taken;
    }

    List<StoredEntry> documents() {
        return entries.stream().map(Numbered::entry).toList();
    }

    Set<RoomWriter> rooms() {
        return rooms;
    }
}
