// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.messages.Overlays.Thread;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An edit or a deletion, whose effects need the message and what it said last.
 *
 * @param change the entry
 * @param target the seq of the message
 * @param read the state of the message before entries of it are read
 * @param rank of that state
 */
record RewriteFold(StoredEntry change, long target, Overlay read, long rank) {
    static RewriteFold of(StoredEntry change, FoldedRecords records) {
        long target = change.target();
        RecordKey key = overlay(change);
        Overlay overlay = records.get(Overlays.OVERLAY, key).orElse(Overlay.NONE);
        return new RewriteFold(change, target, overlay, records.rank(key));
    }

    /** The state of the message. */
    static RecordKey overlay(StoredEntry change) {
        return Overlays.of(Overlays.OVERLAY, change.room(), change.target());
    }

    private boolean deletes() {
        return DeletedEntry.KIND.is(change.entry());
    }

    private RecordKey overlay() {
        return Overlays.of(Overlays.OVERLAY, change.room(), target);
    }

    private RecordKey pin() {
        return Overlays.of(Overlays.PIN, change.room(), target);
    }

    /** The entries that said what the message was: all of them for a deletion, else the message and the newest edit before. */
    List<Long> versions() {
        List<Long> seqs = new ArrayList<>(List.of(target));
        Stream<Long> edits = OverlayFold.edits(read).stream().filter(seq -> seq < change.seq());
        if (deletes()) {
            edits.forEach(seqs::add);
        } else {
            edits.reduce((older, newer) -> newer).ifPresent(seqs::add);
        }
        return seqs;
    }

    /** Whether it changes a message: nothing else is edited or erased. */
    boolean isOfMessage(Map<Long, StoredEntry> versions) {
        StoredEntry message = versions.get(target);
        return message != null && MessageEntry.KIND.is(message.entry());
    }

    /** The records that it changes. */
    List<RecordKey> keys(Map<Long, StoredEntry> versions) {
        StoredEntry message = message(versions);
        Stream<RecordKey> mentions =
                Stream.of(before(versions), after(message)).flatMap(each -> each.keys(change.room()));
        Stream<RecordKey> thread = message.thread() > 0 ? Stream.of(RunFold.thread(message)) : Stream.of();
        return Stream.of(Stream.of(overlay(), pin()), mentions, thread)
                .flatMap(keys -> keys)
                .distinct()
                .toList();
    }

    private StoredEntry message(Map<Long, StoredEntry> versions) {
        return Objects.requireNonNull(versions.get(target), "message");
    }

    /** Whom the message mentioned before. */
    private MentionFold before(Map<Long, StoredEntry> versions) {
        List<Long> seqs = versions();
        @Nullable StoredEntry newest = versions.get(seqs.get(seqs.size() - 1));
        return newest == null
                ? MentionFold.NONE
                : MentionFold.of(newest, message(versions).sender());
    }

    private MentionFold after(StoredEntry message) {
        return deletes() ? MentionFold.NONE : MentionFold.of(change, message.sender());
    }

    /** Whether the message changed since its entries were read. */
    boolean isOutdated(FoldedRecords records) {
        return records.rank(overlay()) != rank;
    }

    /**
     * Folds the entry, and returns the entries to erase then.
     *
     * @param versions of this message, and perhaps of others
     */
    Collection<StoredEntry> fold(FoldedRecords records, Map<Long, StoredEntry> versions) {
        Overlay after = rank >= change.seq() ? read : applied();
        if (!after.equals(read)) {
            records.put(Overlays.OVERLAY, overlay(), change.seq(), after);
        }
        if (!hasEffect(after)) {
            return deletes() ? List.of() : List.of(change.erased()); // its text is not shown, and not found later
        }
        StoredEntry message = message(versions);
        after(message).replace(before(versions), records, change, target);
        if (!deletes()) {
            return List.of();
        }
        records.delete(Overlays.PIN, pin(), change.seq());
        if (message.thread() > 0) {
            takeReply(records, RunFold.thread(message));
        }
        return versions().stream()
                .map(versions::get)
                .filter(Objects::nonNull)
                .map(StoredEntry::erased)
                .toList();
    }

    private Overlay applied() {
        return deletes() ? OverlayFold.deleted(read, change) : OverlayFold.edited(read, change);
    }

    private boolean hasEffect(Overlay after) {
        return deletes()
                ? OverlayFold.isOf(after.deleted(), change)
                : OverlayFold.edits(after).contains(change.seq());
    }

    private void takeReply(FoldedRecords records, RecordKey thread) {
        if (records.rank(thread) < change.seq()) {
            records.get(Overlays.THREAD, thread)
                    .map(before -> new Thread(Math.max(0, before.count() - 1), before.last(), before.users()))
                    .ifPresent(after -> records.put(Overlays.THREAD, thread, change.seq(), after));
        }
    }
}
