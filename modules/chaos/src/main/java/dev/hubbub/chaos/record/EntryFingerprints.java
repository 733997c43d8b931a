// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stood under each seq, as the subscribers of one event loop saw it: a fingerprint, for all must see the same. */
public final class EntryFingerprints {
    private static final int MAX_CONFLICTS = 1_000;

    private final Map<RoomId, LongList> byRoom = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();

    /** Somebody saw this. */
    public void observed(RoomId room, long seq, long fingerprint, String subscriber) {
        LongList fingerprints = byRoom.computeIfAbsent(room, first -> new LongList());
        long known = fingerprints.get((int) seq);
        if (known == 0) {
            fingerprints.set((int) seq, fingerprint);
        } else if (known != fingerprint && conflicts.size() < MAX_CONFLICTS) {
            conflicts.add(subscriber + " sees something else than others at " + seq + " of " + room);
        }
    }

    /** What was seen there; 0 for nothing. */
    public long get(RoomId room, long seq) {
        LongList fingerprints = byRoom.get(room);
        return fingerprints == null ? 0 : fingerprints.get((int) seq);
    }

    /** Where two saw different things. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** Tells entries apart by all that a log entry says except for its number; never 0. */
    public static long fingerprint(JsonObject entry) {
        long hash = 17;
        for (String field : List.of("event", "sender", "clientId", "text", "user", "at")) {
            Object value = entry.getValue(field);
            hash = hash * 1_000_003 + (value == null ? 0 : value.hashCode());
        }
        return hash == 0 ? 1 : hash;
    }
}
