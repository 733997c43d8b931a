// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rooms of users in memory. */
final class MemoryUserRoomStore implements UserRoomStore {
    private final Map<UserId, Map<RoomId, UserRoomChange>> rooms = new HashMap<>();
    private final InstantSource clock;

    MemoryUserRoomStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
        for (UserRoomChange change : changes) {
            rooms.computeIfAbsent(change.user(), user -> new HashMap<>())
                    .merge(change.room(), change, (old, fresh) -> fresh.seq() > old.seq() ? fresh : old);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Map<RoomId, UserRoom>> memberships(UserId user, Collection<RoomId> names) {
        Map<RoomId, UserRoomChange> all = rooms.getOrDefault(user, Map.of());
        Map<RoomId, UserRoom> found = new HashMap<>();
        for (RoomId room : names) {
            UserRoomChange change = all.get(room);
            if (change != null && change.membership() != null) {
                found.put(room, change.membership());
            }
        }
        return Future.succeededFuture(found);
    }

    @Override
    public synchronized Future<UserRooms> rooms(RoomsOf request) {
        Map<RoomId, UserRoomChange> all = rooms.getOrDefault(request.user(), new HashMap<>());
        all.values().removeIf(room -> !room.member() && isExpired(room));
        List<RoomId> found = all.values().stream()
                .filter(room -> room.membership() != null
                        && request.takes(room.membership().role()))
                .map(UserRoomChange::room)
                .toList();
        return Future.succeededFuture(UserRoomStore.page(request, found));
    }

    private boolean isExpired(UserRoomChange room) {
        return room.at().isBefore(clock.instant().minus(UserRoomChange.TOMBSTONE_RETENTION));
    }
}
