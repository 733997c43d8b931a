// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Stores in which rooms each user is. It is derived from the log. The implementer never blocks the caller, and fails with UNAVAILABLE when the store is
 * unreachable.
 */
public interface UserRoomStore {

    /**
     * Applies changes. They may come in any order and more than once: for a user and a room the
     * change with the highest seq counts.
     */
    Future<Void> applyRoomChanges(List<UserRoomChange> changes);

    /** The memberships of a user in those rooms of which it is a member. At most 500 rooms, each once. */
    Future<Map<RoomId, UserRoom>> memberships(UserId user, Collection<RoomId> rooms);

    /**
     * Some of the rooms of a user, ordered by id, and their total. It may also remove rooms that the user left
     * {@link UserRoomChange#TOMBSTONE_RETENTION} ago; an older change that arrives after that counts again.
     */
    Future<UserRooms> rooms(RoomsOf request);

    /** What a request asks for, of all rooms of the user, which come in any order. */
    static UserRooms page(RoomsOf request, Collection<RoomId> rooms) {
        String after = request.after() == null ? "" : request.after().value();
        return new UserRooms(
                rooms.stream()
                        .filter(room -> room.value().compareTo(after) > 0)
                        .sorted(Comparator.comparing(RoomId::value))
                        .limit(request.limit())
                        .toList(),
                rooms.size());
    }
}
