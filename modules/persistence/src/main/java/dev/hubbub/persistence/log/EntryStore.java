// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The entries of all rooms: written once, never changed, the truth from which everything else is derived. Two things
 * are unique: (room, seq) and (room, sender, key). The implementer never blocks the caller, and fails with
 * UNAVAILABLE where the store cannot be reached or does not answer in time.
 */
public interface EntryStore {

    /**
     * Stores entries in the given order, up to the first that collides with a stored one; nothing after that one is
     * stored. When it completes, what it counts survives a crash of the store, as far as the store can promise that.
     * When it fails, any number of the first entries may be stored, now or later, and still none out of order.
     *
     * @param entries of one or many rooms, not empty
     * @return how many were stored; fewer than given: the next one collided
     */
    Future<Integer> append(List<StoredEntry> entries);

    /** The entries with these numbers, as far as they exist, in seq order. At most 100 numbers. */
    Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs);

    /** The same without the content, in seq order. At most 100 numbers. */
    Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs);

    /** Those of the rooms that have an entry with the next seq, each once. At most 500 rooms. */
    Future<List<RoomId>> behind(Collection<MessageLog.Known> known);

    /** The entry that was stored under this key. */
    Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key);
}
