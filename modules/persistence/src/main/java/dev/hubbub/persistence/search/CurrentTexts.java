// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.IndexedMessage;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages as they are now: of those among some entries of a room, and of those that these entries change. So an
 * index that is fed with them does not depend on when it is.
 */
final class CurrentTexts {
    /** How many entries are read at a time. */
    static final int MAX_ENTRIES = 100;

    /** How many characters of them at most, but for the first one. */
    private static final int MAX_CHARACTERS = 16_384;

    private final Store store;

    /** @param upTo the entry up to which messages are read; the caller goes on after it */
    record Part(List<IndexedMessage> messages, long upTo) {}

    CurrentTexts(Store store) {
        this.store = store;
    }

    /** Entries {@code from} to {@code to}, or the first of them. All effects up to {@code to} are written. */
    Future<Part> read(RoomId room, long from, long to) {
        List<Long> seqs = LongStream.rangeClosed(from, to).boxed().toList();
        return store.entries().get(room, seqs).compose(found -> {
            List<StoredEntry> part = fitting(found);
            long upTo =
                    part.size() == found.size() ? to : part.get(part.size() - 1).seq();
            return messages(room, part)
                    .compose(messages -> current(room, messages))
                    .map(current -> new Part(current, upTo));
        });
    }

    private static List<StoredEntry> fitting(List<StoredEntry> found) {
        int count = 0;
        int characters = 0;
        while (count < found.size() && (count == 0 || characters < MAX_CHARACTERS)) {
            characters += found.get(count).entry().length();
            count++;
        }
        return found.subList(0, count);
    }

    /** The messages among these entries, and those that they change. */
    private Future<Map<Long, StoredEntry>> messages(RoomId room, List<StoredEntry> part) {
        Map<Long, StoredEntry> messages = new TreeMap<>();
        Set<Long> targets = new TreeSet<>();
        for (StoredEntry each : part) {
            if (MessageEntry.KIND.is(each.entry())) {
                messages.put(each.seq(), each);
            } else if (EditedEntry.KIND.is(each.entry()) || DeletedEntry.KIND.is(each.entry())) {
                targets.add(each.target());
            }
        }
        targets.removeAll(messages.keySet());
        return get(room, targets).map(changed -> {
            changed.stream()
                    .filter(each -> MessageEntry.KIND.is(each.entry()))
                    .forEach(each -> messages.put(each.seq(), each));
            return messages;
        });
    }

    private Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return seqs.isEmpty()
                ? Future.succeededFuture(List.of())
                : store.entries().get(room, seqs);
    }

    private Future<List<IndexedMessage>> current(RoomId room, Map<Long, StoredEntry> messages) {
        List<RecordKey> keys = messages.keySet().stream()
                .map(seq -> Overlays.of(Overlays.OVERLAY, room, seq))
                .toList();
        return keys.isEmpty()
                ? Future.succeededFuture(List.of())
                : store.records().get(keys).compose(records -> {
                    Map<Long, Overlay> overlays = new HashMap<>();
                    records.forEach(record -> Overlays.OVERLAY
                            .readIfValid(record)
                            .ifPresent(overlay ->
                                    overlays.put(Long.valueOf(record.key().key()), overlay)));
                    return current(room, messages, overlays);
                });
    }

    private Future<List<IndexedMessage>> current(
            RoomId room, Map<Long, StoredEntry> messages, Map<Long, Overlay> overlays) {
        Set<Long> edits = overlays.values().stream()
                .map(overlay -> overlay.deleted() == null ? overlay.edited() : null)
                .flatMap(Stream::ofNullable)
                .map(Overlays.Mark::seq)
                .collect(Collectors.toSet());
        return get(room, edits).map(found -> {
            Map<Long, StoredEntry> bySeq =
                    found.stream().collect(Collectors.toMap(StoredEntry::seq, Function.identity()));
            return messages.values().stream()
                    .map(message -> indexed(message, overlays.getOrDefault(message.seq(), Overlay.NONE), bySeq))
                    .filter(message -> message.text() != null
                            || overlays.containsKey(message.id().seq()))
                    .toList();
        });
    }

    private static IndexedMessage indexed(StoredEntry message, Overlay overlay, Map<Long, StoredEntry> edits) {
        Overlays.@Nullable Mark edited = overlay.edited();
        StoredEntry source = edited == null ? message : edits.get(edited.seq());
        String text = source == null || source.hash() != null || overlay.deleted() != null
                ? null
                : MessageEntry.text(source.entry());
        return new IndexedMessage(
                new EntryId(message.room(), message.seq()),
                message.at(),
                message.sender(),
                message.entry().fields().get("kind") instanceof String kind ? kind : null,
                source == null ? message.seq() : source.seq(),
                text);
    }
}
