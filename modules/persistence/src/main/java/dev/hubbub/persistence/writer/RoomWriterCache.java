// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.room.CachedRoom;
import dev.hubbub.persistence.store.RoomStore;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The writers of the rooms in memory: an LRU cache, bounded by the number of rooms and of their members.
 */
final class RoomWriterCache {
    /** About 200 bytes each. */
    static final int MAX_MEMBERS = 500_000;

    private static final int MAX_CANDIDATES = 16;

    private final int maxRooms;
    private final int maxMembers;
    private final RoomStore store;
    private final Function<RoomId, RoomWriter> factory;
    private final Map<RoomId, RoomWriter> writers = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<RoomId, Integer> memberCounts = new HashMap<>();
    private int members;
    private Future<Void> flushed = Future.succeededFuture();

    RoomWriterCache(int maxRooms, RoomStore store, Function<RoomId, RoomWriter> factory) {
        this(maxRooms, MAX_MEMBERS, store, factory);
    }

    RoomWriterCache(int maxRooms, int maxMembers, RoomStore store, Function<RoomId, RoomWriter> factory) {
        this.maxRooms = maxRooms;
        this.maxMembers = maxMembers;
        this.store = store;
        this.factory = factory;
    }

    int size() {
        return writers.size();
    }

    /** How many members the rooms have or had lately, as counted when each became idle. */
    int members() {
        return members;
    }

    RoomWriter get(RoomId room) {
        return writers.computeIfAbsent(room, factory);
    }

    /** A writer has no more tasks. Counts its members, and evicts idle writers if the cache is full. */
    void onIdle(RoomWriter writer) {
        if (!writer.room().exists() && writer.isIdle()) {
            writers.remove(writer.room().id()); // requests for rooms that do not exist fill no memory
        }
        count(writer.room().id(), writer.room().size());
        Iterator<RoomWriter> eldest = writers.values().iterator();
        for (int looked = 0; isFull() && looked < MAX_CANDIDATES && eldest.hasNext(); looked++) {
            RoomWriter candidate = eldest.next();
            if (candidate.isIdle()) {
                eldest.remove();
                count(candidate.room().id(), 0);
                flush(List.of(candidate));
            }
        }
    }

    private boolean isFull() {
        return writers.size() > maxRooms || members > maxMembers;
    }

    private void count(RoomId room, int newMembers) {
        Integer before = newMembers == 0 ? memberCounts.remove(room) : memberCounts.put(room, newMembers);
        members += newMembers - (before == null ? 0 : before);
    }

    /** Evicts all writers. Completes when the write of each projection was tried. */
    Future<Void> clear() {
        List<RoomWriter> all = List.copyOf(writers.values());
        writers.clear();
        memberCounts.clear();
        members = 0;
        flush(all);
        return flushed;
    }

    private void flush(List<RoomWriter> evicted) {
        Future<Void> written = Future.join(
                        evicted.stream().map(writer -> writer.room().flush()).toList())
                .compose(finished -> store.raiseHeads(hints(evicted)))
                .otherwiseEmpty();
        flushed = flushed.compose(before -> written);
    }

    private static Map<RoomId, Long> hints(List<RoomWriter> evicted) {
        return evicted.stream()
                .map(RoomWriter::room)
                .filter(CachedRoom::needsHint)
                .collect(Collectors.toMap(CachedRoom::id, room -> room.head().seq()));
    }
}
