// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.sockjs;

import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.dialect.bridge.BridgeDialect;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SockJS around the packets of another dialect: each is a JSON string, several make an array behind the letter that SockJS
 * gives to messages. A client sends an array of strings, or one string.
 */
public final class SockJsDialect implements Dialect {
    /** The first thing that a client reads. */
    public static final String OPEN = "o";

    /** Says that the session is alive. */
    public static final String HEARTBEAT = "h";

    /** SockJS around frames of the bridge. */
    public static final SockJsDialect OF_BRIDGE = new SockJsDialect(BridgeDialect.INSTANCE);

    private final Dialect inner;

    /** @param inner what is in the packets */
    SockJsDialect(Dialect inner) {
        this.inner = inner;
    }

    @Override
    public String encode(Delivery delivery) {
        return Json.encode(delivery.encoded(inner).packet());
    }

    @Override
    public String pack(List<String> packets) {
        return "a[" + String.join(",", packets) + ']';
    }

    @Override
    public Optional<List<String>> unpack(String message) {
        return messages(message);
    }

    /** The messages in what a client sent; empty when it is not SockJS. */
    static Optional<List<String>> messages(String text) {
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

    @Override
    public Optional<String> opening() {
        return Optional.of(OPEN);
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.of(HEARTBEAT);
    }

    @Override
    public Optional<String> closing(int code, String reason) {
        return Optional.of("c" + new JsonArray().add(code).add(reason).encode());
    }
}
