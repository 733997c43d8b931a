// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Numbered entries of any number of rooms that go to the store in one ordered write. */
final class Batch {
    private static final int MAX_ENTRIES = 500;
    private static final int MAX_CHARACTERS = 4 * 1024 * 1024;

    private final Instant at;
    private final long look;
    private final List<Numbered> entries = new ArrayList<>();
    private final Set<RoomWriter> rooms = new LinkedHashSet<>();
    private final Set<RoomWriter> written = new HashSet<>();
    private int characters;

    /** An entry with its number, which holds once it is stored. */
    record Numbered(RoomWriter room, PendingAppend pending, StoredEntry entry) {}

    /** @param look the number of this look at the store */
    Batch(Instant now, long look) {
        at = now.truncatedTo(ChronoUnit.MILLIS);
        this.look = look;
    }

    /** The time of its entries. */
    Instant at() {
        return at;
    }

    long look() {
        return look;
    }

    void add(Numbered numbered) {
        entries.add(numbered);
        rooms.add(numbered.room());
        characters += Draft.length(numbered.pending().entry());
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

    /** Removes the first of them, which were stored. */
    List<Numbered> stored(int count) {
        List<Numbered> first = take(count);
        first.forEach(numbered -> written.add(numbered.room()));
        return first;
    }

    /** Whether an entry of the room was stored. */
    boolean wrote(RoomWriter room) {
        return written.contains(room);
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
