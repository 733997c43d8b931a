// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.log;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores the entries of all rooms. An entry is written once and never changed, but for its key, which
 * is forgotten some day, and its content, which may be erased; all else is derived from entries. Two
 * keys are unique: (room, seq) and (room, sender, key). The implementer never blocks the caller, and fails with
 * UNAVAILABLE when the store is unreachable or does not answer in time.
 */
public interface EntryStore {
    /** How many keys are forgotten at a time. */
    int MAX_FORGOTTEN = 200;

    /** In how many entries messages of one sender are looked for. */
    int OWN_ENTRIES = 100;

    /**
     * Stores the entries of each room in the given order, up to the first of that room that collides with a stored entry
     * or is refused; other rooms are stored all the same. When the future completes, the entries that are called stored
     * survive a crash of the store, as far as the store promises that. Where an outcome is unknown, or the future fails,
     * any number of the first entries of each room may be stored, now or later, but still in order.
     *
     * @param entries of one or many rooms, not empty
     */
    Future<AppendResult> append(List<StoredEntry> entries);

    /** The entries with these numbers that exist, in seq order. At most 100 numbers. */
    Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs);

    /** The same entries without their content. At most 100 numbers. */
    Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs);

    /** The entries with these ids that exist, in no particular order. At most 500 ids, each once. */
    Future<List<StoredEntry>> get(Collection<EntryId> ids);

    /** The same entries without their content. At most 500 ids, each once. */
    Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids);

    /** The newest entries of those rooms that exist, without their content. At most 500 rooms, each once. */
    Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms);

    /**
     * The messages of one sender among the {@value #OWN_ENTRIES} entries after each of these. Rooms without any are left out. At
     * most 500 ids of as many rooms; they need not exist.
     */
    Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after);

    /**
     * Rooms after this one, ordered by the characters of their ids: every room that has an entry, and perhaps some that have
     * none.
     *
     * @param after null: from the first
     */
    Future<List<RoomId>> rooms(@Nullable RoomId after, int limit);

    /** The rooms that have an entry after the known seq, each once. At most 500 rooms. */
    Future<List<RoomId>> behind(Collection<MessageLog.Known> known);

    /**
     * Forgets the keys of entries that were stored before this time, the oldest first, and keeps the entries. What is forgotten
     * is not found under its key any more, and the key may be used again.
     *
     * @return how many were forgotten; fewer than {@link #MAX_FORGOTTEN}: there are no more
     */
    Future<Integer> forgetKeys(Instant before);

    /**
     * The replies of a thread, in seq order.
     *
     * @param thread the seq of its first message
     * @param after only replies with a larger seq, the oldest of them; absent: the newest of all
     * @param limit at most 100
     */
    Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit);

    /**
     * Replaces the fields of entries that are stored, and keeps all else. Of what they said before nothing stays in the store, as
     * far as the store promises that.
     *
     * @param erased {@link StoredEntry#erased}
     */
    Future<Void> erase(Collection<StoredEntry> erased);

    /** The entry that was stored under this key, unless the key was forgotten. */
    Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key);
}
