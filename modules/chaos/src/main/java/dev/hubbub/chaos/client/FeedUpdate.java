// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.chaos.record.EntryFingerprints;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The content of a frame of a feed.
 *
 * @param seq 0 if there is none
 * @param fingerprint of a log entry, else 0
 * @param reason of a reset
 */
record FeedUpdate(String event, long seq, long fingerprint, @Nullable String reason) {
    private static final Set<String> ENTRY_EVENTS =
            Set.of("message", "edited", "deleted", "reacted", "pinned", "created", "joined", "left", "removed");

    static FeedUpdate of(JsonObject body) {
        String event = body.getString("event", "");
        long fingerprint = ENTRY_EVENTS.contains(event) ? EntryFingerprints.fingerprint(body) : 0;
        return new FeedUpdate(event, body.getLong("seq", 0L), fingerprint, body.getString("reason"));
    }

    boolean isEntry() {
        return fingerprint != 0;
    }
}
