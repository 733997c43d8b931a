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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the entries with effects of one room into records, one after the other in seq order. After a failure it folds nothing
 * until it is told to begin again after {@link #folded}.
 */
public final class EffectFolder {
    /** How many entries are folded again at most after the end of a process, beside those that were stored together. */
    static final int SAVE_INTERVAL = 64;

    /** How many entries, and about how many records, are folded together. */
    private static final int MAX_ENTRIES = 100;

    private static final int MAX_KEYS = 500;

    /** Each attempt that fails means that another writer has folded an entry of the message meanwhile. */
    private static final int MAX_ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(EffectFolder.class);

    private final RoomId room;
    private final Store store;
    private final List<StoredEntry> waiting = new ArrayList<>(); // at most those of a batch
    private long folded;
    private long saved;
    private int unsaved;
    private Future<Void> last = Future.succeededFuture();

    /** @param folded up to which entry with effects all effects are written */
    public EffectFolder(RoomId room, Store store, long folded) {
        this.room = room;
        this.store = store;
        this.folded = folded;
        saved = folded;
    }

    /** Up to which entry with effects all effects are written. */
    public long folded() {
        return folded;
    }

    /** Whether nothing is being folded. */
    public boolean isIdle() {
        return last.isComplete();
    }

    /** Completes, never fails, when nothing is being folded. */
    public Future<Void> idle() {
        return last.otherwiseEmpty();
    }

    /** Folds the next entry. */
    public Future<Void> fold(StoredEntry entry) {
        waiting.add(entry);
        last = last.compose(before -> {
            List<StoredEntry> next = List.copyOf(waiting);
            waiting.clear();
            return fold(next);
        });
        return last;
    }

    /**
     * Folds entries that are in the store, whatever failed before.
     *
     * @param seqs of all entries with effects after {@link #folded} that are known, in seq order
     */
    public Future<Void> foldStored(List<Long> seqs) {
        waiting.clear();
        last = last.transform(before -> foldStored(seqs, 0));
        return last;
    }

    private Future<Void> foldStored(List<Long> seqs, int from) {
        if (from >= seqs.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(seqs.size(), from + MAX_ENTRIES);
        return store.entries()
                .get(room, seqs.subList(from, to))
                .compose(this::fold)
                .compose(done -> foldStored(seqs, to));
    }

    /** Stores how far it is, before the room leaves memory. */
    public Future<Void> save() {
        if (folded == saved) {
            return Future.succeededFuture();
        }
        long now = folded;
        unsaved = 0;
        return store.rooms().raiseFolded(room, now).onSuccess(done -> saved = Math.max(saved, now));
    }

    private Future<Void> fold(List<StoredEntry> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        int end = endOfRun(entries);
        List<StoredEntry> first = entries.subList(0, Math.max(1, end));
        Future<Void> done = end > 0 ? foldRun(first, MAX_ATTEMPTS) : rewrite(entries.get(0));
        return done.onSuccess(written -> folded(first))
                .compose(written -> fold(entries.subList(first.size(), entries.size())));
    }

    private void folded(List<StoredEntry> entries) {
        folded = Math.max(folded, entries.get(entries.size() - 1).seq());
        unsaved += entries.size();
        if (unsaved >= SAVE_INTERVAL) {
            save(); // a lost one is made up for by the next
        }
    }

    /** How many of the first entries are folded together. */
    private static int endOfRun(List<StoredEntry> entries) {
        int keys = 0;
        int end = 0;
        while (end < entries.size() && keys < MAX_KEYS && RunFold.takes(entries.get(end))) {
            keys += isReadable(entries.get(end))
                    ? RunFold.keys(entries.get(end)).size()
                    : 0;
            end++;
        }
        return end;
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

    private Future<Void> foldRun(List<StoredEntry> run, int attempts) {
        List<StoredEntry> readable =
                run.stream().filter(EffectFolder::isReadable).toList();
        List<RecordKey> keys = readable.stream()
                .flatMap(entry -> RunFold.keys(entry).stream())
                .distinct()
                .toList();
        return FoldedRecords.read(store.records(), keys).compose(records -> {
            boolean isWhole = readable.stream()
                    .filter(entry -> !RunFold.fold(entry, records))
                    .findAny()
                    .isEmpty();
            return isWhole || attempts == 0 ? records.write(store.records()) : foldRun(run, attempts - 1);
        });
    }

    private Future<Void> rewrite(StoredEntry change) {
        return isReadable(change) ? rewrite(change, MAX_ATTEMPTS) : Future.succeededFuture();
    }

    private Future<Void> rewrite(StoredEntry change, int attempts) {
        RecordKey overlay = RewriteFold.overlay(change);
        return FoldedRecords.read(store.records(), List.of(overlay)).compose(state -> {
            RewriteFold rewrite = RewriteFold.of(change, state);
            return versions(rewrite.versions())
                    .compose(versions -> rewrite.isOfMessage(versions)
                            ? FoldedRecords.read(store.records(), rewrite.keys(versions))
                                    .compose(records -> rewrite.isOutdated(records) && attempts > 0
                                            ? rewrite(change, attempts - 1)
                                            : write(records, rewrite.fold(records, versions)))
                            : Future.succeededFuture());
        });
    }

    private Future<Void> write(FoldedRecords records, Collection<StoredEntry> erased) {
        return records.write(store.records())
                .compose(written -> erased.isEmpty()
                        ? Future.succeededFuture()
                        : store.entries().erase(erased));
    }

    private Future<Map<Long, StoredEntry>> versions(List<Long> seqs) {
        List<EntryId> ids = seqs.stream().map(seq -> new EntryId(room, seq)).toList();
        return store.entries().get(ids).map(found -> found.stream()
                .collect(Collectors.toMap(StoredEntry::seq, Function.identity())));
    }
}
