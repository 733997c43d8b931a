// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.RoomId;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rooms that are in memory: a bounded cache of the log, the least recently used leaves first. */
final class LoadedRooms {
    private static final int CANDIDATES = 16;

    private final int max;
    private final RoomStore store;
    private final Function<RoomId, RoomWriter> make;
    private final Map<RoomId, RoomWriter> rooms = new LinkedHashMap<>(16, 0.75f, true);
    private Future<Void> leaving = Future.succeededFuture();

    LoadedRooms(int max, RoomStore store, Function<RoomId, RoomWriter> make) {
        this.max = max;
        this.store = store;
        this.make = make;
    }

    int size() {
        return rooms.size();
    }

    RoomWriter get(RoomId room) {
        return rooms.computeIfAbsent(room, make);
    }

    /** A room has no more work: it may be forgotten, or others for it. */
    void rested(RoomWriter room) {
        if (!room.known().exists() && room.isIdle()) {
            rooms.remove(room.known().id()); // asking for rooms that do not exist fills no memory
        }
        Iterator<RoomWriter> eldest = rooms.values().iterator();
        for (int looked = 0; rooms.size() > max && looked < CANDIDATES && eldest.hasNext(); looked++) {
            RoomWriter candidate = eldest.next();
            if (candidate.isIdle()) {
                eldest.remove();
                leave(List.of(candidate));
            }
        }
    }

    /** Forgets all rooms. Completes when everything derived from them is written, as far as the store lets it. */
    Future<Void> clear() {
        List<RoomWriter> all = List.copyOf(rooms.values());
        rooms.clear();
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
