// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * Stores the documents of users. The implementer never blocks the caller, and fails with UNAVAILABLE when the store is
 * unreachable.
 */
public interface UserStore {

    /**
     * Stores in which rooms users are. Changes may come in any order and more than once: for a user and a room the
     * change with the highest seq counts.
     */
    Future<Void> applyRoomChanges(List<UserRoomChange> changes);

    /**
     * Some of the rooms of a user, and their total. It may also remove rooms that the user left
     * {@link UserRoomChange#TOMBSTONE_RETENTION} ago; an older change that arrives after that counts again.
     */
    Future<UserRooms> rooms(RoomsOf request);

    /**
     * Stores the fields of the request, and leaves the others alone. The latest time counts, and the newest value of
     * other fields. The update is atomic.
     */
    Future<Void> update(UpdateUser request);

    /** The records of these users that have one, in no particular order. At most 1,000 users. */
    Future<List<UserRecord>> get(Collection<UserId> users);
}
