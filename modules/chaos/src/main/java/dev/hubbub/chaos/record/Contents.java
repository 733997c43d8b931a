// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stood under each seq, as the subscribers of one event loop saw it: a fingerprint, for all must see the same. */
public final class Contents {
    private static final int MAX_CONFLICTS = 1_000;

    private final Map<RoomId, Longs> seen = new HashMap<>();
    private final List<String> conflicts = new ArrayList<>();

    /** Somebody saw this. */
    public void saw(RoomId room, long seq, long fingerprint, String reader) {
        Longs prints = seen.computeIfAbsent(room, first -> new Longs());
        long before = prints.get((int) seq);
        if (before == 0) {
            prints.set((int) seq, fingerprint);
        } else if (before != fingerprint && conflicts.size() < MAX_CONFLICTS) {
            conflicts.add(reader + " sees something else than others at " + seq + " of " + room);
        }
    }

    /** What was seen there; 0 for nothing. */
    public long at(RoomId room, long seq) {
        Longs prints = seen.get(room);
        return prints == null ? 0 : prints.get((int) seq);
    }

    /** Where two saw different things. */
    public List<String> conflicts() {
        return List.copyOf(conflicts);
    }

    /** Tells entries apart by all that a log entry says except for its number; never 0. */
    public static long fingerprint(JsonObject entry) {
        long print = 17;
        for (String field : List.of("event", "sender", "clientId", "text", "user", "at")) {
            Object value = entry.getValue(field);
            print = print * 1_000_003 + (value == null ? 0 : value.hashCode());
        }
        return print == 0 ? 1 : print;
    }
}
