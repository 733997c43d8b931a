// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rooms that are in memory: a cache of the log, bounded by the number of rooms and of their members; the least
 * recently used leaves first.
 */
final class LoadedRooms {
    /** About 200 bytes each. */
    static final int MAX_MEMBERS = 500_000;

    private static final int CANDIDATES = 16;

    private final int max;
    private final int maxMembers;
    private final RoomStore store;
    private final Function<RoomId, RoomWriter> make;
    private final Map<RoomId, RoomWriter> rooms = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<RoomId, Integer> sizes = new HashMap<>();
    private int members;
    private Future<Void> leaving = Future.succeededFuture();

    LoadedRooms(int max, RoomStore store, Function<RoomId, RoomWriter> make) {
        this(max, MAX_MEMBERS, store, make);
    }

    LoadedRooms(int max, int maxMembers, RoomStore store, Function<RoomId, RoomWriter> make) {
        this.max = max;
        this.maxMembers = maxMembers;
        this.store = store;
        this.make = make;
    }

    int size() {
        return rooms.size();
    }

    /** How many members they have, as of when each had no more work. */
    int members() {
        return members;
    }

    RoomWriter get(RoomId room) {
        return rooms.computeIfAbsent(room, make);
    }

    /** A room has no more work: it may be forgotten, or others for it. */
    void rested(RoomWriter room) {
        if (!room.known().exists() && room.isIdle()) {
            rooms.remove(room.known().id()); // asking for rooms that do not exist fills no memory
        }
        count(room.known().id(), room.known().size());
        Iterator<RoomWriter> eldest = rooms.values().iterator();
        for (int looked = 0; isFull() && looked < CANDIDATES && eldest.hasNext(); looked++) {
            RoomWriter candidate = eldest.next();
            if (candidate.isIdle()) {
                eldest.remove();
                count(candidate.known().id(), 0);
                leave(List.of(candidate));
            }
        }
    }

    private boolean isFull() {
        return rooms.size() > max || members > maxMembers;
    }

    private void count(RoomId room, int size) {
        Integer before = size == 0 ? sizes.remove(room) : sizes.put(room, size);
        members += size - (before == null ? 0 : before);
    }

    /** Forgets all rooms. Completes when everything derived from them is written, as far as the store lets it. */
    Future<Void> clear() {
        List<RoomWriter> all = List.copyOf(rooms.values());
        rooms.clear();
        sizes.clear();
        members = 0;
        leave(all);
        return leaving;
    }

    private void leave(List<RoomWriter> gone) {
        Future<Void> written = Future.join(
                        gone.stream().map(room -> room.known().finish()).toList())
                .compose(finished -> store.hint(hints(gone)))
                .otherwiseEmpty();
        leaving = leaving.compose(before -> written);
    }

    private static Map<RoomId, Long> hints(List<RoomWriter> gone) {
        return gone.stream()
                .map(RoomWriter::known)
                .filter(KnownRoom::needsHint)
                .collect(Collectors.toMap(KnownRoom::id, room -> room.head().seq()));
    }
}
