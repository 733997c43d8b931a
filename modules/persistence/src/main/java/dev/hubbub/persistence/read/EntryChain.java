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
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Reads some entries of a room backwards, each of which names the one before it: membership entries, and entries with effects.
 * Reads growing blocks, because many stand close together when a crowd joins.
 *
 * @param <T> what is kept of each entry
 */
public final class EntryChain<T> {
    private static final int MAX_BLOCK = 64;

    private final EntryStore entryStore;
    private final ToLongFunction<StoredEntry> previous;
    private final Function<StoredEntry, T> kept;

    /**
     * @param links oldest first
     * @param whole false: before the first of them one was deleted
     */
    public record Links<T>(List<T> links, boolean whole) {
        public Links {
            links = List.copyOf(links);
        }
    }

    private EntryChain(EntryStore entryStore, ToLongFunction<StoredEntry> previous, Function<StoredEntry, T> kept) {
        this.entryStore = entryStore;
        this.previous = previous;
        this.kept = kept;
    }

    /** The membership entries. */
    public static EntryChain<StoredEntry> ofMemberships(EntryStore entryStore) {
        return new EntryChain<>(entryStore, StoredEntry::previous, Function.identity());
    }

    /** The seqs of the entries with effects, which may be many. */
    public static EntryChain<Long> ofEffects(EntryStore entryStore) {
        return new EntryChain<>(entryStore, entry -> entry.effects().previous(), StoredEntry::seq);
    }

    /** The entries of the chain after {@code known} up to {@code newest}, which is one of them. */
    public Future<Links<T>> read(RoomId room, long known, long newest) {
        return new Walk(room, known, new ArrayDeque<>()).from(newest, 1);
    }

    private final class Walk {
        private final RoomId room;
        private final long known;
        private final Deque<T> entries;

        Walk(RoomId room, long known, Deque<T> entries) {
            this.room = room;
            this.known = known;
            this.entries = entries;
        }

        Future<Links<T>> from(long seq, int block) {
            if (seq <= known) {
                return Future.succeededFuture(new Links<>(List.copyOf(entries), true));
            }
            long first = Math.max(known + 1, seq - block + 1);
            List<Long> seqs = LongStream.rangeClosed(first, seq).boxed().toList();
            return entryStore.get(room, seqs).compose(read -> {
                long next = follow(seq, read);
                return next == seq
                        ? Future.succeededFuture(new Links<>(List.copyOf(entries), false))
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
                entries.addFirst(kept.apply(entry));
                next = previous.applyAsLong(entry);
            }
            return next;
        }
    }
}
