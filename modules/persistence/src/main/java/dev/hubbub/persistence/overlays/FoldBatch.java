// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of one room that are folded with the same reads and writes. An edit or a deletion is the first of them that changes its
 * message.
 *
 * @param entries in seq order, not empty
 * @param readable those that have an effect
 */
record FoldBatch(List<StoredEntry> entries, List<StoredEntry> readable) {
    /** How many entries there are at most, and how many entries and records are read for them, unless it is one entry. */
    private static final int MAX_ENTRIES = 100;

    private static final int MAX_READ = 500;

    /** Each attempt that fails means that another writer has folded an entry of the same message meanwhile. */
    private static final int MAX_ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(FoldBatch.class);

    /** As many of the first of these entries as can be folded together. */
    static FoldBatch firstOf(List<StoredEntry> entries) {
        Set<Long> changed = new HashSet<>();
        List<StoredEntry> readable = new ArrayList<>();
        int end = 0;
        while (end < Math.min(entries.size(), MAX_ENTRIES)) {
            StoredEntry next = entries.get(end);
            if (isReadable(next)) {
                boolean isFirst = !next.changesMessage() || changed.add(next.target());
                if (!isFirst && !RunFold.takes(next)) {
                    break;
                }
                readable.add(next);
            }
            end++;
        }
        return new FoldBatch(entries.subList(0, end), readable);
    }

    /** An entry that this version cannot read, or that changes no earlier one, has no effect; an erased one had it before. */
    private static boolean isReadable(StoredEntry entry) {
        if (entry.hash() != null) {
            return false;
        }
        try {
            EntryKinds.STANDARD.check(entry.entry());
            return !entry.changesMessage() || entry.target() < entry.seq();
        } catch (HubException e) {
            LOG.warn("entry {} of room {} has no effect: {}", entry.seq(), entry.room(), e.getMessage());
            return false;
        }
    }

    /** Writes the effects of all, then erases what they delete. */
    Future<Void> fold(Store store) {
        return fold(store, readable, MAX_ATTEMPTS);
    }

    private static Future<Void> fold(Store store, List<StoredEntry> entries, int attempts) {
        List<StoredEntry> rewriting =
                entries.stream().filter(entry -> !RunFold.takes(entry)).toList();
        List<RecordKey> states = rewriting.stream().map(RewriteFold::overlay).toList();
        return FoldedRecords.read(store.records(), states).compose(before -> {
            Map<Long, RewriteFold> rewrites = rewriting.stream()
                    .collect(Collectors.toMap(StoredEntry::seq, change -> RewriteFold.of(change, before)));
            Set<Long> seqs = rewrites.values().stream()
                    .flatMap(rewrite -> rewrite.versions().stream())
                    .collect(Collectors.toSet());
            return isTooMuch(seqs, entries)
                    ? halves(store, entries, attempts)
                    : versions(store, entries, seqs)
                            .compose(versions -> fold(store, new Reading(entries, rewrites, versions), attempts));
        });
    }

    /** What is known before the records are read. */
    private record Reading(
            List<StoredEntry> entries, Map<Long, RewriteFold> rewrites, Map<Long, StoredEntry> versions) {
        List<RecordKey> keys() {
            return entries.stream().flatMap(this::keys).distinct().toList();
        }

        private Stream<RecordKey> keys(StoredEntry entry) {
            RewriteFold rewrite = rewrites.get(entry.seq());
            if (rewrite == null) {
                return RunFold.keys(entry).stream();
            }
            return rewrite.isOfMessage(versions) ? rewrite.keys(versions).stream() : Stream.empty();
        }

        /**
         * Folds all.
         *
         * @param erased gets the entries to erase
         * @return false: the records were read between two writes of another writer, and must be read again
         */
        boolean fold(FoldedRecords records, Collection<StoredEntry> erased) {
            boolean isWhole = true;
            for (StoredEntry entry : entries) {
                RewriteFold rewrite = rewrites.get(entry.seq());
                if (rewrite == null) {
                    isWhole &= RunFold.fold(entry, records);
                } else if (rewrite.isOfMessage(versions)) {
                    isWhole &= !rewrite.isOutdated(records);
                    erased.addAll(rewrite.fold(records, versions));
                }
            }
            return isWhole;
        }
    }

    private static Future<Void> fold(Store store, Reading reading, int attempts) {
        List<RecordKey> keys = reading.keys();
        if (isTooMuch(keys, reading.entries())) {
            return halves(store, reading.entries(), attempts);
        }
        return FoldedRecords.read(store.records(), keys).compose(records -> {
            Set<StoredEntry> erased = new HashSet<>();
            return reading.fold(records, erased) || attempts == 0
                    ? records.write(store.records()).compose(written -> erase(store, erased))
                    : fold(store, reading.entries(), attempts - 1);
        });
    }

    private static boolean isTooMuch(Collection<?> read, List<StoredEntry> entries) {
        return read.size() > MAX_READ && entries.size() > 1;
    }

    private static Future<Void> halves(Store store, List<StoredEntry> entries, int attempts) {
        int half = entries.size() / 2;
        return fold(store, entries.subList(0, half), attempts)
                .compose(done -> fold(store, entries.subList(half, entries.size()), attempts));
    }

    private static Future<Map<Long, StoredEntry>> versions(
            Store store, List<StoredEntry> entries, Collection<Long> seqs) {
        if (seqs.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        RoomId room = entries.get(0).room();
        List<EntryId> ids = seqs.stream().map(seq -> new EntryId(room, seq)).toList();
        return store.entries().get(ids).map(found -> found.stream()
                .collect(Collectors.toMap(StoredEntry::seq, Function.identity())));
    }

    private static Future<Void> erase(Store store, Collection<StoredEntry> erased) {
        return erased.isEmpty() ? Future.succeededFuture() : store.entries().erase(erased);
    }
}
