// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parsed frames that arrived recently: hundreds of clients of one event loop get the same text, and parsing it for
 * each of them would cost more than the hub.
 */
final class FrameCache {
    private static final String FEED_PREFIX = "{\"type\":\"rec\",\"address\":\"out.";
    private static final int CAPACITY = 512;

    private final Map<String, FeedFrame> recent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FeedFrame> eldest) {
            return size() > CAPACITY;
        }
    };

    /** A frame of a feed. */
    record FeedFrame(String address, FeedUpdate update) {
        static FeedFrame of(JsonObject frame) {
            return new FeedFrame(frame.getString("address"), FeedUpdate.of(frame.getJsonObject("body")));
        }
    }

    /** The parsed frame if it belongs to a feed, else null. */
    @Nullable
    FeedFrame feedFrame(String text) {
        return text.startsWith(FEED_PREFIX) ? recent.computeIfAbsent(text, t -> FeedFrame.of(new JsonObject(t))) : null;
    }
}
