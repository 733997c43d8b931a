// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds the entries with effects of one room into records, in seq order, those that wait together. After a failure it folds nothing
 * until it is told to begin again after {@link #folded}.
 */
public final class EffectFolder {
    /** How many entries are folded again at most after the end of a process, beside those that were stored together. */
    static final int SAVE_INTERVAL = 64;

    /** How many entries are read together. */
    private static final int MAX_ENTRIES = 100;

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
        FoldBatch first = FoldBatch.firstOf(entries);
        int count = first.entries().size();
        return first.fold(store)
                .onSuccess(written -> folded(first.entries()))
                .compose(written -> fold(entries.subList(count, entries.size())));
    }

    private void folded(List<StoredEntry> entries) {
        folded = Math.max(folded, entries.get(entries.size() - 1).seq());
        unsaved += entries.size();
        if (unsaved >= SAVE_INTERVAL) {
            save(); // a lost one is made up for by the next
        }
    }
}
