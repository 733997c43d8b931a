// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Frames that came a moment ago, as objects: hundreds of clients of one event loop get the same text, and parsing it for
 * each of them would cost more than the hub.
 */
final class FrameCache {
    private static final String NEWS = "{\"type\":\"rec\",\"address\":\"out.";
    private static final int KEPT = 512;

    private final Map<String, News> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, News> eldest) {
            return size() > KEPT;
        }
    };

    /** A frame of a feed. */
    record News(String address, Seen seen) {
        static News of(JsonObject frame) {
            return new News(frame.getString("address"), Seen.of(frame.getJsonObject("body")));
        }
    }

    /** The frame if it is one of a feed, else null. */
    News news(String text) {
        return text.startsWith(NEWS) ? recent.computeIfAbsent(text, t -> News.of(new JsonObject(t))) : null;
    }
}
