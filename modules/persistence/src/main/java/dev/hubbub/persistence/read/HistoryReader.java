// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.messages.MessageLog.Slice;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntrySize;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads entries by their numbers, as they are now: see {@link CurrentEntries}. */
public final class HistoryReader {
    private final Store store;
    private final CurrentEntries current;
    private final int replyBytes;

    public HistoryReader(Store store, int replyBytes) {
        this.store = store;
        current = new CurrentEntries(store);
        this.replyBytes = replyBytes;
    }

    public Future<Slice> read(Read request) {
        List<Long> seqs =
                LongStream.rangeClosed(request.from(), request.to()).boxed().toList();
        return store.entries()
                .get(request.room(), seqs)
                .compose(found -> begins(found, request.from())
                        ? slice(request, contiguous(found, request.from()), null)
                        : sliceAboveFloor(request, found));
    }

    private static boolean begins(List<StoredEntry> found, long from) {
        return !found.isEmpty() && found.get(0).seq() == from;
    }

    /** The first entry is not stored, or not any more. */
    private Future<Slice> sliceAboveFloor(Read request, List<StoredEntry> found) {
        return store.rooms().floor(request.room()).compose(floor -> {
            long first = Math.max(floor.first(), request.from());
            List<StoredEntry> above =
                    found.stream().filter(entry -> entry.seq() >= first).toList();
            return slice(request, contiguous(above, first), first > request.from() ? first : null);
        });
    }

    /** @param first the first entry that is left; null: all that was asked for is there */
    private Future<Slice> slice(Read request, List<Entry> entries, @Nullable Long first) {
        return current(request.room(), entries, request.newestFirst()).map(shown -> new Slice(shown, first));
    }

    /** Those of some entries that fit into a reply, as they are now; an edit may have made a message longer. */
    Future<List<Entry>> current(RoomId room, List<Entry> entries, boolean newestFirst) {
        return current.of(room, fitting(entries, newestFirst)).map(shown -> fitting(shown, newestFirst));
    }

    /**
     * Those of some entries that fit into a reply, at least one.
     *
     * @param newestFirst which end to keep
     */
    public List<Entry> fitting(List<Entry> entries, boolean newestFirst) {
        return newestFirst ? newest(entries) : oldest(entries);
    }

    /** A read during a write may see an entry and miss the entry before it. */
    private static List<Entry> contiguous(List<StoredEntry> found, long from) {
        int length = 0;
        while (length < found.size() && found.get(length).seq() == from + length) {
            length++;
        }
        return found.subList(0, length).stream().map(StoredEntry::entry).toList();
    }

    private List<Entry> oldest(List<Entry> entries) {
        int end = 0;
        long bytes = 0;
        while (end < entries.size() && (bytes += EntrySize.jsonBytes(entries.get(end))) <= replyBytes) {
            end++;
        }
        return entries.subList(0, Math.min(entries.size(), Math.max(end, 1)));
    }

    private List<Entry> newest(List<Entry> entries) {
        int start = entries.size();
        long bytes = 0;
        while (start > 0 && (bytes += EntrySize.jsonBytes(entries.get(start - 1))) <= replyBytes) {
            start--;
        }
        return entries.subList(Math.max(0, Math.min(start, entries.size() - 1)), entries.size());
    }
}
