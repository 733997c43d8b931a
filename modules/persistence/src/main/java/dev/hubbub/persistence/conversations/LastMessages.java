// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.reads.Conversations.Last;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest messages of rooms as they are now. Of those that may be changed it reads the states, and the newest edits. */
final class LastMessages {
    private final Store store;

    /** @param states of the messages of those rooms that have one */
    private record Found(Map<RoomId, StoredEntry> messages, Map<RoomId, Overlay> states) {
        private List<EntryId> edits() {
            return states.entrySet().stream()
                    .flatMap(state -> Stream.ofNullable(state.getValue().edited())
                            .map(edited -> new EntryId(state.getKey(), edited.seq())))
                    .toList();
        }
    }

    LastMessages(Store store) {
        this.store = store;
    }

    /** @param heads of rooms */
    Future<Map<RoomId, Last>> find(Map<RoomId, EntryHeader> heads) {
        List<EntryId> ids = heads.entrySet().stream()
                .filter(head -> head.getValue().count().last() > 0)
                .map(head -> new EntryId(head.getKey(), head.getValue().count().last()))
                .toList();
        return store.entries()
                .get(ids)
                .compose(messages -> states(messages, heads))
                .compose(found -> edits(found).map(edits -> shown(found, edits)));
    }

    /** A message with no entry with effects after it is as it was. */
    private Future<Found> states(List<StoredEntry> entries, Map<RoomId, EntryHeader> heads) {
        Map<RoomId, StoredEntry> messages = byRoom(entries);
        Map<RecordKey, RoomId> keys = entries.stream()
                .filter(entry -> Objects.requireNonNull(heads.get(entry.room())).effects() > entry.seq())
                .collect(Collectors.toMap(
                        entry -> Overlays.of(Overlays.OVERLAY, entry.room(), entry.seq()), StoredEntry::room));
        if (keys.isEmpty()) {
            return Future.succeededFuture(new Found(messages, Map.of()));
        }
        return store.records().get(keys.keySet()).map(records -> {
            Map<RoomId, Overlay> states = new HashMap<>();
            records.forEach(record -> Overlays.OVERLAY
                    .readIfValid(record)
                    .ifPresent(state -> states.put(Objects.requireNonNull(keys.get(record.key())), state)));
            return new Found(messages, states);
        });
    }

    private Future<Map<RoomId, StoredEntry>> edits(Found found) {
        List<EntryId> ids = found.edits();
        return ids.isEmpty()
                ? Future.succeededFuture(Map.of())
                : store.entries().get(ids).map(LastMessages::byRoom);
    }

    private static Map<RoomId, StoredEntry> byRoom(List<StoredEntry> entries) {
        return entries.stream().collect(Collectors.toMap(StoredEntry::room, Function.identity()));
    }

    private static Map<RoomId, Last> shown(Found found, Map<RoomId, StoredEntry> edits) {
        Map<RoomId, Last> shown = new HashMap<>();
        found.messages()
                .forEach((room, message) -> shown.put(
                        room, last(message, edits.get(room), found.states().get(room))));
        return shown;
    }

    private static Last last(StoredEntry message, @Nullable StoredEntry edit, @Nullable Overlay state) {
        boolean isDeleted = state != null && state.deleted() != null;
        String text = MessageEntry.text((edit == null ? message : edit).entry());
        return new Last(
                message.seq(),
                message.sender(),
                isDeleted ? null : shortened(text),
                message.at(),
                isDeleted ? Boolean.TRUE : null);
    }

    private static @Nullable String shortened(@Nullable String text) {
        if (text == null || text.length() <= Conversations.MAX_TEXT) {
            return text;
        }
        boolean splitsAPair = Character.isHighSurrogate(text.charAt(Conversations.MAX_TEXT - 1));
        return text.substring(0, Conversations.MAX_TEXT - (splitsAPair ? 1 : 0));
    }
}
