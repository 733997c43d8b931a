// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomSummary;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Snapshots in memory. */
final class MemoryRoomStore implements RoomStore {
    private final Map<RoomId, RoomSnapshot> snapshots = new HashMap<>();
    private final Map<RoomId, RoomFloor> floors = new HashMap<>();

    @Override
    public synchronized Future<RoomSnapshot> find(RoomId room) {
        RoomSnapshot saved = snapshots.getOrDefault(room, RoomSnapshot.none(room));
        return Future.succeededFuture(floorOf(room).orNewer(saved));
    }

    @Override
    public synchronized Future<Map<RoomId, RoomSummary>> summaries(Collection<RoomId> rooms) {
        Map<RoomId, RoomSummary> found = new HashMap<>();
        for (RoomId room : rooms) {
            RoomSnapshot snapshot = snapshots.getOrDefault(room, RoomSnapshot.none(room));
            if (snapshot.details() != null) {
                found.put(room, new RoomSummary(snapshot.details(), snapshot.size()));
            }
        }
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<Void> save(RoomSnapshot snapshot) {
        snapshots.merge(snapshot.room(), snapshot.withFolded(0), (old, fresh) -> raised(fresh, old.head())
                .withFolded(old.folded()));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> raiseHeads(Map<RoomId, Long> heads) {
        heads.forEach((room, head) ->
                snapshots.put(room, raised(snapshots.getOrDefault(room, RoomSnapshot.none(room)), head)));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Void> raiseFolded(RoomId room, long folded) {
        RoomSnapshot snapshot = snapshots.getOrDefault(room, RoomSnapshot.none(room));
        snapshots.put(room, snapshot.withFolded(Math.max(snapshot.folded(), folded)));
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<RoomFloor> floor(RoomId room) {
        return Future.succeededFuture(floorOf(room));
    }

    @Override
    public synchronized Future<Void> raiseFloor(RoomFloor floor) {
        if (floor.first() > floorOf(floor.room()).first()) {
            floors.put(floor.room(), floor);
        }
        return Future.succeededFuture();
    }

    private RoomFloor floorOf(RoomId room) {
        return floors.getOrDefault(room, RoomFloor.none(room));
    }

    private static RoomSnapshot raised(RoomSnapshot snapshot, long head) {
        return snapshot.withHead(Math.max(snapshot.head(), head));
    }
}
