// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import dev.hubbub.contract.reads.Conversations.Count;
import dev.hubbub.contract.reads.Conversations.From;
import dev.hubbub.contract.reads.Reads;
import dev.hubbub.contract.reads.Reads.Cursor;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.read.MessageCounter;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counts the unread messages of a user in many rooms. It is exact at each moment, because nothing is counted up or down: it is
 * the number of messages in the room, less that up to the cursor, less the user's own messages after the cursor. Of these
 * there are few: a send raises the cursor, unless the node ends before that is stored. So they are looked for in the
 * {@value EntryStore#OWN_ENTRIES} entries after the cursor only.
 */
final class UnreadCounter {
    private static final OwnMessages NO_MESSAGES = new OwnMessages(0, 0, 0);

    private final Store store;
    private final MessageCounter counter;

    UnreadCounter(Store store, MessageCounter counter) {
        this.store = store;
        this.counter = counter;
    }

    /**
     * Where a user stands in a room.
     *
     * @param seq up to which it has read
     * @param stored the seq of the stored cursor; 0: none
     * @param messages how many messages there are up to seq; less than 0: not known yet
     */
    private record Start(RoomId room, EntryHeader head, long seq, long stored, long messages) {
        static Start of(From from, EntryHeader head, @Nullable Cursor cursor) {
            long stored = cursor == null ? 0 : cursor.seq();
            long seq = Math.min(head.seq(), Math.max(stored, from.seq()));
            return new Start(from.room(), head, seq, stored, messages(seq, head, cursor));
        }

        private static long messages(long seq, EntryHeader head, @Nullable Cursor cursor) {
            if (seq == head.seq()) {
                return head.count().messages();
            }
            if (cursor != null && cursor.seq() == seq) {
                return cursor.messages();
            }
            return seq == 0 ? 0 : -1;
        }

        Start with(@Nullable MessageCount count) {
            return count == null ? this : new Start(room, head, seq, stored, count.messages());
        }

        EntryId id() {
            return new EntryId(room, seq);
        }

        /** How many messages follow. */
        long after() {
            return Math.max(0, head.count().messages() - messages);
        }

        Count count(OwnMessages own) {
            return new Count(room, seq, stored, messages, head.seq(), Math.max(0, after() - own.count()));
        }

        /** Up to the newest of these messages, where it is known how many there are up to it. */
        Count countAfter(OwnMessages own) {
            return own.newest() > seq && own.messages() >= 0
                    ? new Start(room, head, own.newest(), stored, own.messages()).count(NO_MESSAGES)
                    : count(own);
        }
    }

    /** Those of the rooms that have one of these heads, in the order of the rooms. */
    Future<List<Count>> count(UserId user, Collection<From> rooms, Map<RoomId, EntryHeader> heads) {
        return count(user, rooms, heads, Start::count);
    }

    /**
     * The same, where a message of the user counts as the cursor that it raises, which may not be stored yet. So whoever has
     * sent a message sees at once that all before it is read.
     */
    Future<List<Count>> countAfterOwn(UserId user, Collection<From> rooms, Map<RoomId, EntryHeader> heads) {
        return count(user, rooms, heads, Start::countAfter);
    }

    private Future<List<Count>> count(
            UserId user,
            Collection<From> rooms,
            Map<RoomId, EntryHeader> heads,
            BiFunction<Start, OwnMessages, Count> counted) {
        return cursors(user, rooms)
                .compose(cursors -> starts(rooms, cursors, heads))
                .compose(starts -> ownAfter(user, starts).map(own -> starts.stream()
                        .map(start -> counted.apply(start, own.getOrDefault(start.room(), NO_MESSAGES)))
                        .toList()));
    }

    private Future<Map<RoomId, Cursor>> cursors(UserId user, Collection<From> rooms) {
        List<RecordKey> keys = rooms.stream()
                .map(from -> Reads.CURSOR.key(user.value(), from.room().value()))
                .toList();
        return store.records().get(keys).map(found -> {
            Map<RoomId, Cursor> cursors = new HashMap<>();
            found.forEach(record -> Reads.CURSOR
                    .readIfValid(record)
                    .ifPresent(cursor -> cursors.put(new RoomId(record.key().key()), cursor)));
            return cursors;
        });
    }

    private Future<List<Start>> starts(
            Collection<From> rooms, Map<RoomId, Cursor> cursors, Map<RoomId, EntryHeader> heads) {
        List<Start> starts = new ArrayList<>();
        for (From from : rooms) {
            EntryHeader head = heads.get(from.room());
            if (head != null) {
                starts.add(Start.of(from, head, cursors.get(from.room())));
            }
        }
        List<EntryId> unknown = starts.stream()
                .filter(start -> start.messages() < 0)
                .map(Start::id)
                .distinct()
                .toList();
        return unknown.isEmpty()
                ? Future.succeededFuture(starts)
                : counter.upTo(unknown).map(counts -> starts.stream()
                        .map(start -> start.with(counts.get(start.room())))
                        .toList());
    }

    private Future<Map<RoomId, OwnMessages>> ownAfter(UserId user, List<Start> starts) {
        List<EntryId> behind = starts.stream()
                .filter(start -> start.after() > 0)
                .map(Start::id)
                .distinct()
                .toList();
        return behind.isEmpty()
                ? Future.succeededFuture(Map.of())
                : store.entries().ownAfter(user, behind);
    }
}
