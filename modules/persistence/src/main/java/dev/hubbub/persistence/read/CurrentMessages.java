// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mark;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.value.RoomId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of messages of a room: their records, applied to their entries.
 *
 * @param records by their keys
 */
record CurrentMessages(RoomId room, Map<RecordKey, StoredRecord> records) {
    private static final String TARGET = "target";
    private static final String TEXT = "text";
    private static final List<String> MENTIONS = List.of("mentions", "mentionRoles", "mentionRoom");

    /** What a message that is deleted still shows. */
    private static final Set<String> PLACE = Set.of("replyTo", "thread", "alsoInRoom");

    /** The state of a message. */
    Overlay overlay(long seq) {
        return Optional.ofNullable(records.get(Overlays.of(Overlays.OVERLAY, room, seq)))
                .flatMap(Overlays.OVERLAY::readIfValid)
                .orElse(Overlay.NONE);
    }

    /** The message that an edit changes; 0 where it names none. */
    static long target(Entry edit) {
        return edit.fields().get(TARGET) instanceof Number target ? target.longValue() : 0;
    }

    /**
     * An entry as it is now.
     *
     * @param edits the newest edits of messages, by their seqs
     */
    Entry now(Entry entry, Map<Long, Entry> edits) {
        if (EditedEntry.KIND.is(entry)) {
            return edit(entry);
        }
        return MessageEntry.KIND.is(entry) ? message(entry, edits) : entry;
    }

    /** Only the newest edit of a message that is not deleted says what it says. */
    private Entry edit(Entry edit) {
        Overlay overlay = overlay(target(edit));
        Mark newest = overlay.edited();
        boolean isOld = overlay.deleted() != null || (newest != null && newest.seq() != edit.seq());
        return isOld ? edit.with(Map.of(TARGET, target(edit))) : edit;
    }

    private Entry message(Entry entry, Map<Long, Entry> edits) {
        Overlay overlay = overlay(entry.seq());
        Overlays.@Nullable Thread thread = Optional.ofNullable(
                        records.get(Overlays.of(Overlays.THREAD, room, entry.seq())))
                .flatMap(Overlays.THREAD::readIfValid)
                .orElse(null);
        StoredRecord state = records.get(Overlays.of(Overlays.OVERLAY, room, entry.seq()));
        if (state == null && thread == null) {
            return entry;
        }
        Map<String, Object> fields = new LinkedHashMap<>(entry.fields());
        if (overlay.deleted() != null) {
            fields.keySet().retainAll(PLACE);
            fields.put("deleted", json(overlay.deleted()));
        } else {
            edit(fields, overlay, edits);
        }
        if (state != null) {
            fields.put("changed", state.rank()); // a client that gets changes later knows which it has
        }
        if (thread != null && thread.count() > 0) {
            fields.put("replies", json(thread));
        }
        return entry.with(fields);
    }

    private static void edit(Map<String, Object> fields, Overlay overlay, Map<Long, Entry> edits) {
        Mark edited = overlay.edited();
        if (edited != null) {
            Entry edit = edits.get(edited.seq());
            if (edit != null) {
                replace(fields, edit);
            }
            fields.put("edited", json(edited));
        }
        if (overlay.reactions() != null) {
            fields.put("reactions", overlay.reactions());
        }
        if (overlay.pinned() != null) {
            fields.put("pinned", json(overlay.pinned()));
        }
    }

    private static void replace(Map<String, Object> fields, Entry edit) {
        fields.keySet().removeAll(MENTIONS);
        fields.put(TEXT, MessageEntry.text(edit));
        MENTIONS.stream()
                .filter(edit.fields()::containsKey)
                .forEach(field -> fields.put(field, edit.fields().get(field)));
    }

    private static Map<String, Object> json(Record value) {
        return Json.write(value).getMap();
    }
}
