// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fingerprint of each entry that subscribers of one event loop received: all must receive the same content. */
public final class EntryFingerprints {
    private static final int MAX_CONFLICTS = 1_000;

    private final Map<RoomId, LongList> byRoom = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();

    /** A subscriber received an entry with this fingerprint. */
    public void observed(RoomId room, long seq, long fingerprint, String subscriber) {
        LongList fingerprints = byRoom.computeIfAbsent(room, first -> new LongList());
        long known = fingerprints.get((int) seq);
        if (known == 0 || (isSame(known, fingerprint) && !hasText(known))) {
            fingerprints.set((int) seq, fingerprint);
        } else if (!isSame(known, fingerprint) && conflicts.size() < MAX_CONFLICTS) {
            conflicts.add(subscriber + " sees something else than others at " + seq + " of " + room);
        }
    }

    /** The fingerprint of this entry; 0 if no subscriber received it. */
    public long get(RoomId room, long seq) {
        LongList fingerprints = byRoom.get(room);
        return fingerprints == null ? 0 : fingerprints.get((int) seq);
    }

    /** The entries that subscribers received with different content. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /**
     * A hash of all fields of an entry except its seq and what changes later; never 0. Its lower half is that of the text, as it
     * was before an edit; 0 for an entry without a text, as after a deletion.
     */
    public static long fingerprint(JsonObject entry) {
        int hash = 17;
        for (String field : List.of("event", "sender", "clientId", "user", "at", "target", "emoji", "on")) {
            Object value = entry.getValue(field);
            hash = hash * 1_000_003 + (value == null ? 0 : value.hashCode());
        }
        return (hash == 0 ? 1L : hash) << Integer.SIZE | textHash(entry.getString("text"));
    }

    private static long textHash(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        String first =
                text.endsWith(ChangeLog.EDIT) ? text.substring(0, text.length() - ChangeLog.EDIT.length()) : text;
        int hash = first.hashCode();
        return Integer.toUnsignedLong(hash == 0 ? 1 : hash);
    }

    /** Whether two fingerprints may be of one entry, before and after changes of it. */
    public static boolean isSame(long one, long other) {
        boolean isSameText = (int) one == (int) other || !hasText(one) || !hasText(other);
        return one >>> Integer.SIZE == other >>> Integer.SIZE && isSameText;
    }

    private static boolean hasText(long fingerprint) {
        return (int) fingerprint != 0;
    }
}
