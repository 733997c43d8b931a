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
 * What is kept of users. The implementer never blocks the caller, and fails with UNAVAILABLE where the store cannot
 * be reached.
 */
public interface UserStore {

    /**
     * Keeps in which rooms users are. Changes may come in any order and more than once: of those about one user and
     * one room the one with the highest seq holds.
     */
    Future<Void> applyRoomChanges(List<UserRoomChange> changes);

    /**
     * Some of the rooms in which a user is, and how many there are. Now and then it forgets rooms that the user left
     * {@link UserRoomChange#REMEMBERED} ago: a change older than that, which comes only now, would hold again.
     */
    Future<UserRooms> rooms(RoomsOf request);

    /**
     * Keeps what the request says of a user, and leaves alone what it does not: of several times the latest holds,
     * of the rest the newest. All of it or nothing, whatever others write meanwhile.
     */
    Future<Void> update(UpdateUser request);

    /** Those of the users of whom something was remembered, in no particular order. At most 1,000. */
    Future<List<UserRecord>> get(Collection<UserId> users);
}
