// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * The number of messages up to entries. Nearly all entries have it. For one that an older version of the hub has stored the
 * messages are counted, back to an entry that has the number or to the first.
 */
public final class MessageCounter {
    private static final int BLOCK = 100;

    private final EntryStore entries;
    private final RoomStore rooms;

    public MessageCounter(EntryStore entries, RoomStore rooms) {
        this.entries = entries;
        this.rooms = rooms;
    }

    /** The same entry with its count. */
    public Future<EntryHeader> counted(RoomId room, EntryHeader header) {
        return header.count().isKnown()
                ? Future.succeededFuture(header)
                : countBack(room, header.seq(), MessageCount.NONE).map(header::with);
    }

    /** The same heads with their counts. */
    public Future<Map<RoomId, EntryHeader>> allCounted(Map<RoomId, EntryHeader> heads) {
        List<RoomId> unknown = heads.entrySet().stream()
                .filter(head -> !head.getValue().count().isKnown())
                .map(Map.Entry::getKey)
                .toList();
        if (unknown.isEmpty()) {
            return Future.succeededFuture(heads);
        }
        List<Future<EntryHeader>> counted = unknown.stream()
                .map(room -> counted(room, Objects.requireNonNull(heads.get(room))))
                .toList();
        return Future.all(counted).map(all -> {
            Map<RoomId, EntryHeader> known = new HashMap<>(heads);
            known.putAll(results(unknown, counted));
            return known;
        });
    }

    private static <T> Map<RoomId, T> results(List<RoomId> rooms, List<Future<T>> completed) {
        Map<RoomId, T> results = new HashMap<>();
        for (int i = 0; i < rooms.size(); i++) {
            results.put(rooms.get(i), completed.get(i).result());
        }
        return results;
    }

    /** The counts up to these entries, of different rooms. Below the floor of a room: up to the floor. */
    public Future<Map<RoomId, MessageCount>> upTo(Collection<EntryId> ids) {
        return entries.getHeaders(ids).compose(found -> {
            List<Future<MessageCount>> counts =
                    ids.stream().map(id -> upTo(id, found)).toList();
            return Future.all(counts)
                    .map(all -> results(ids.stream().map(EntryId::room).toList(), counts));
        });
    }

    private Future<MessageCount> upTo(EntryId id, Map<EntryId, EntryHeader> found) {
        EntryHeader header = found.get(id);
        return header == null
                ? upToFloor(id.room())
                : counted(id.room(), header).map(EntryHeader::count);
    }

    /** The entry is not stored any more. */
    private Future<MessageCount> upToFloor(RoomId room) {
        return rooms.floor(room).compose(floor -> entries.get(room, List.of(floor.first()))
                .map(found -> found.isEmpty() ? MessageCount.NONE : before(found.get(0))));
    }

    private static MessageCount before(StoredEntry first) {
        return first.count().isKnown()
                ? new MessageCount(first.count().messages() - (first.isMessage() ? 1 : 0), 0)
                : MessageCount.NONE;
    }

    /** @param after the messages after this entry that are counted already */
    private Future<MessageCount> countBack(RoomId room, long to, MessageCount after) {
        if (to < 1) {
            return Future.succeededFuture(after);
        }
        long from = Math.max(1, to - BLOCK + 1);
        List<Long> seqs = LongStream.rangeClosed(from, to).boxed().toList();
        return entries.get(room, seqs).compose(block -> {
            Walk walk = new Walk(to, after);
            walk.back(block);
            return walk.ended || walk.seq >= from
                    ? Future.succeededFuture(walk.count)
                    : countBack(room, walk.seq, walk.count);
        });
    }

    /** Goes back through one block. */
    private static final class Walk {
        private long seq;
        private MessageCount count;
        private boolean ended;

        Walk(long seq, MessageCount count) {
            this.seq = seq;
            this.count = count;
        }

        /** @param block in seq order; where an entry is missing, it and all before it are deleted */
        void back(List<StoredEntry> block) {
            for (int i = block.size() - 1; i >= 0 && !ended && block.get(i).seq() == seq; i--) {
                take(block.get(i));
            }
        }

        private void take(StoredEntry entry) {
            if (entry.count().isKnown()) {
                count = new MessageCount(
                        entry.count().messages() + count.messages(),
                        count.last() == 0 ? entry.count().last() : count.last());
                ended = true;
                return;
            }
            if (EntryKinds.STANDARD.countsAsMessage(entry.entry())) {
                count = new MessageCount(count.messages() + 1, count.last() == 0 ? seq : count.last());
            }
            seq--;
        }
    }
}
