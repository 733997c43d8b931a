// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.entries.DeletedEntry;
import dev.hubbub.contract.entries.EditedEntry;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.JsonTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps messages in memory as a store does: edited ones with their newest text, deleted ones without any. */
final class FakeChanges {
    private static final String TEXT = "text";
    private static final String TARGET = "target";

    private FakeChanges() {}

    /** Appends an entry, and lets it change the message that it names. */
    static void add(List<Entry> room, Entry change) {
        room.add(change);
        if (EditedEntry.KIND.is(change)) {
            eraseEdits(room, change);
            replace(room, change, Map.of(TEXT, change.fields().get(TEXT), "edited", mark(change)));
        } else if (DeletedEntry.KIND.is(change)) {
            eraseEdits(room, change);
            replace(room, change, Map.of("deleted", mark(change)));
        }
    }

    private static void eraseEdits(List<Entry> room, Entry change) {
        room.replaceAll(
                entry -> EditedEntry.KIND.is(entry) && entry.seq() < change.seq() && target(entry) == target(change)
                        ? with(entry, Map.of(TARGET, target(entry)))
                        : entry);
    }

    private static void replace(List<Entry> room, Entry change, Map<String, Object> fields) {
        int index = (int) target(change) - 1;
        room.set(index, with(room.get(index), fields));
    }

    private static Map<String, Object> mark(Entry change) {
        return Map.of("seq", change.seq(), "by", change.sender().value(), "at", JsonTime.text(change.at()));
    }

    private static long target(Entry change) {
        return ((Number) change.fields().get(TARGET)).longValue();
    }

    private static Entry with(Entry entry, Map<String, Object> fields) {
        return new Entry(
                entry.event(),
                entry.room(),
                entry.seq(),
                entry.sender(),
                entry.clientId(),
                entry.at(),
                entry.profile(),
                new LinkedHashMap<>(fields));
    }
}
