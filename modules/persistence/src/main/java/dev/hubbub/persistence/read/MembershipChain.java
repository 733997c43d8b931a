// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Reads the membership entries of a room backwards along their {@code previous} pointers. Reads growing blocks, because
 * many stand close together when a crowd joins.
 */
public final class MembershipChain {
    private static final int MAX_BLOCK = 64;

    private final EntryStore entryStore;

    public MembershipChain(EntryStore entryStore) {
        this.entryStore = entryStore;
    }

    /**
     * The membership entries after {@code known} up to the membership entry {@code newest}, oldest first; empty where one of
     * them was deleted.
     */
    public Future<Optional<List<StoredEntry>>> read(RoomId room, long known, long newest) {
        return new Walk(room, known, new ArrayDeque<>()).from(newest, 1);
    }

    private final class Walk {
        private final RoomId room;
        private final long known;
        private final Deque<StoredEntry> entries;

        Walk(RoomId room, long known, Deque<StoredEntry> entries) {
            this.room = room;
            this.known = known;
            this.entries = entries;
        }

        Future<Optional<List<StoredEntry>>> from(long seq, int block) {
            if (seq <= known) {
                return Future.succeededFuture(Optional.of(List.copyOf(entries)));
            }
            long first = Math.max(known + 1, seq - block + 1);
            List<Long> seqs = LongStream.rangeClosed(first, seq).boxed().toList();
            return entryStore.get(room, seqs).compose(read -> {
                long next = follow(seq, read);
                return next == seq
                        ? Future.succeededFuture(Optional.empty())
                        : from(next, Math.min(2 * block, MAX_BLOCK));
            });
        }

        /** Takes the entries of the chain from a block, and returns the seq of the next; the same seq if it is not there. */
        private long follow(long seq, List<StoredEntry> read) {
            Map<Long, StoredEntry> bySeq =
                    read.stream().collect(Collectors.toMap(StoredEntry::seq, Function.identity()));
            long next = seq;
            while (next > known && bySeq.containsKey(next)) {
                StoredEntry entry = bySeq.get(next);
                entries.addFirst(entry);
                next = entry.previous();
            }
            return next;
        }
    }
}
