// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;

/**
 * Stores the members of rooms that keep them beside the log: a small document for each user who is or was one. No document
 * and no call grows with the members of a room. The implementer never blocks the caller, and fails with UNAVAILABLE when
 * the store is unreachable.
 */
public interface MemberStore {
    /** How many users {@link #get} names. */
    int MAX_USERS = 100;

    /** The documents of those of these users who have one, in no particular order. At most {@value #MAX_USERS} users. */
    Future<List<StoredMember>> get(RoomId room, Collection<UserId> users);

    /**
     * Stores a document in one step, if the stored one has the version before; the first one, if there is none. Completes
     * with whether it did.
     */
    Future<Boolean> put(RoomId room, StoredMember member);

    /** The documents that have a role, ordered by the ids of the users. */
    Future<List<StoredMember>> page(PageOf request);

    /** Counts the documents that have a role. */
    Future<MemberCounts> count(RoomId room);
}
