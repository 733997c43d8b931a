// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Snapshots that end with the process. */
final class MemoryRoomStore implements RoomStore {
    private final Map<RoomId, Snapshot> snapshots = new HashMap<>();

    @Override
    public synchronized Future<Snapshot> find(RoomId room) {
        return Future.succeededFuture(snapshots.getOrDefault(room, Snapshot.none(room)));
    }

    @Override
    public synchronized Future<Void> save(Snapshot snapshot) {
        snapshots.merge(snapshot.room(), snapshot, (old, fresh) -> reaching(fresh, old.head()));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> hint(Map<RoomId, Long> heads) {
        heads.forEach(
                (room, head) -> snapshots.put(room, reaching(snapshots.getOrDefault(room, Snapshot.none(room)), head)));
        return Future.succeededFuture();
    }

    private static Snapshot reaching(Snapshot snapshot, long head) {
        return new Snapshot(
                snapshot.room(),
                snapshot.name(),
                snapshot.visibility(),
                snapshot.membership(),
                snapshot.members(),
                Math.max(snapshot.head(), head));
    }
}
