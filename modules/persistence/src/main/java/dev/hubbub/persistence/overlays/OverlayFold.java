// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.messages.Overlays.Mark;
import dev.hubbub.contract.messages.Overlays.Overlay;
import dev.hubbub.persistence.log.StoredEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one entry makes of the state of a message. The limits are judged by the order of the log, so that all nodes agree. */
final class OverlayFold {
    /** The entry has the text from now on, unless the message is deleted or was edited too often. */
    static Overlay edited(Overlay before, StoredEntry entry) {
        List<Long> edits = edits(before);
        return before.deleted() != null || edits.size() >= Overlays.MAX_EDITS
                ? before
                : new Overlay(
                        mark(entry),
                        Stream.concat(edits.stream(), Stream.of(entry.seq())).toList(),
                        null,
                        before.pinned(),
                        before.reactions());
    }

    /** The first deletion counts. The edits stay, so that their texts are erased. */
    static Overlay deleted(Overlay before, StoredEntry entry) {
        return before.deleted() != null ? before : new Overlay(null, before.edits(), mark(entry), null, null);
    }

    static Overlay pinned(Overlay before, StoredEntry entry, boolean on) {
        if (before.deleted() != null || on == (before.pinned() != null)) {
            return before;
        }
        return new Overlay(before.edited(), before.edits(), null, on ? mark(entry) : null, before.reactions());
    }

    /** Whether one user more may react so. */
    static boolean mayReact(Overlay before, String emoji) {
        Map<String, Long> reactions = reactions(before);
        return before.deleted() == null && (reactions.containsKey(emoji) || reactions.size() < Overlays.MAX_EMOJIS);
    }

    /** One user more, or one user less. */
    static Overlay reacted(Overlay before, String emoji, int users) {
        Map<String, Long> reactions = new LinkedHashMap<>(reactions(before));
        long count = reactions.getOrDefault(emoji, 0L) + users;
        if (count > 0) {
            reactions.put(emoji, count);
        } else {
            reactions.remove(emoji);
        }
        return new Overlay(
                before.edited(),
                before.edits(),
                before.deleted(),
                before.pinned(),
                reactions.isEmpty() ? null : reactions);
    }

    static List<Long> edits(Overlay overlay) {
        return overlay.edits() == null ? List.of() : overlay.edits();
    }

    private static Map<String, Long> reactions(Overlay overlay) {
        return overlay.reactions() == null ? Map.of() : overlay.reactions();
    }

    static Mark mark(StoredEntry entry) {
        return new Mark(entry.seq(), entry.sender(), entry.at());
    }

    /** Whether this entry made the mark. */
    static boolean isOf(@Nullable Mark mark, StoredEntry entry) {
        return mark != null && mark.seq() == entry.seq();
    }

    private OverlayFold() {}
}
