// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** Snapshots in memory. */
final class MemoryRoomStore implements RoomStore {
    private final Map<RoomId, RoomSnapshot> snapshots = new HashMap<>();

    @Override
    public synchronized Future<RoomSnapshot> find(RoomId room) {
        return Future.succeededFuture(snapshots.getOrDefault(room, RoomSnapshot.none(room)));
    }

    @Override
    public synchronized Future<Void> save(RoomSnapshot snapshot) {
        snapshots.merge(snapshot.room(), snapshot, (old, fresh) -> withHead(fresh, old.head()));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> raiseHeads(Map<RoomId, Long> heads) {
        heads.forEach((room, head) ->
                snapshots.put(room, withHead(snapshots.getOrDefault(room, RoomSnapshot.none(room)), head)));
        return Future.succeededFuture();
    }

    private static RoomSnapshot withHead(RoomSnapshot snapshot, long head) {
        return new RoomSnapshot(
                snapshot.room(),
                snapshot.details(),
                snapshot.membership(),
                snapshot.members(),
                Math.max(snapshot.head(), head));
    }
}
