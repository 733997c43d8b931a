// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a SockJS client puts around its messages: a JSON array of strings, or one string. */
public final class SockJs {
    /** Says that the session is open; the first thing a SockJS client reads. */
    public static final String OPEN = "o";

    /** Says that the session is alive. */
    public static final String HEARTBEAT = "h";

    /** Says that the session is over, and why. */
    public static String close(int code, String reason) {
        return "c" + new JsonArray().add(code).add(reason).encode();
    }

    /** The messages in one WebSocket message; empty when it is not SockJS. */
    public static Optional<List<String>> unwrap(String text) {
        if (text.isEmpty()) {
            return Optional.of(List.of()); // some clients send empty ones; SockJS says to ignore them
        }
        try {
            JsonArray items = new JsonArray(text.startsWith("[") ? text : "[" + text + "]");
            List<String> messages = new ArrayList<>(items.size());
            for (Object item : items) {
                if (!(item instanceof String message)) {
                    return Optional.empty();
                }
                messages.add(message);
            }
            return Optional.of(messages);
        } catch (DecodeException e) {
            return Optional.empty();
        }
    }

    private SockJs() {}
}
