// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.Contents;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/**
 * What a frame of a feed says.
 *
 * @param seq 0 where there is none
 * @param fingerprint of a log entry, else 0
 * @param reason of a reset
 */
record Seen(String event, long seq, long fingerprint, String reason) {
    private static final Set<String> ENTRIES = Set.of("message", "created", "joined", "left", "removed");

    static Seen of(JsonObject body) {
        String event = body.getString("event", "");
        long print = ENTRIES.contains(event) ? Contents.fingerprint(body) : 0;
        return new Seen(event, body.getLong("seq", 0L), print, body.getString("reason"));
    }

    boolean isEntry() {
        return fingerprint != 0;
    }
}
