// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.Delivery;
import dev.hubbub.gateway.dialect.Dialect;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.dialect.RetryAfter;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frames of the Vert.x event-bus bridge, each a message of its own. */
public final class BridgeDialect implements Dialect {
    /** The one there is. */
    public static final BridgeDialect INSTANCE = new BridgeDialect();

    private BridgeDialect() {}

    @Override
    public String encode(Delivery delivery) {
        if (delivery.failure() != null) {
            return failure(delivery.address(), delivery.failure()).encode();
        }
        return "{\"type\":\"rec\",\"address\":" + Json.encode(delivery.address()) + ",\"body\":" + delivery.json()
                + '}';
    }

    /** Without an address the stock client hands it to its error handler. */
    private static JsonObject failure(@Nullable String address, HubException cause) {
        JsonObject frame = new JsonObject().put("type", "err");
        if (address != null) {
            frame.put("address", address);
        }
        frame.put("failureCode", cause.number())
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", cause.getMessage());
        cause.retryAfter().ifPresent(wait -> frame.put("retryAfter", RetryAfter.seconds(wait)));
        if (cause instanceof RefusedException refused) {
            refused.fault().ifPresent(fault -> frame.put("body", word(fault)));
        }
        return frame;
    }

    /** What the stock bridge calls the same, where it knows it. */
    static String word(Fault fault) {
        return switch (fault) {
            case INVALID_JSON -> "invalid_json";
            case MISSING_TYPE -> "missing_type";
            case INVALID_TYPE -> "invalid_type";
            case MISSING_ADDRESS -> "missing_address";
            case BAD_ADDRESS -> "max_address_length_reached";
            case BAD_REPLY_ADDRESS -> "invalid_reply_address";
            case BAD_HEADERS -> "invalid_headers";
            case BAD_FAILURE -> "invalid_failure";
            case PUBLISH, NOT_EXPOSED, OUT_OF_SCOPE -> "access_denied";
            case NOT_LOGGED_IN -> "not_logged_in";
            case REGISTERED -> "address_already_registered";
            case NOT_REGISTERED -> "not_registered";
            case TOO_MANY_REGISTERED -> "max_handlers_reached";
        };
    }

    @Override
    public String pack(List<String> packets) {
        if (packets.size() != 1) {
            throw new IllegalArgumentException(packets.size() + " frames in a message (expected: 1)");
        }
        return packets.get(0);
    }

    @Override
    public Optional<List<String>> unpack(String message) {
        return Optional.of(List.of(message));
    }

    @Override
    public Optional<String> opening() {
        return Optional.empty();
    }

    @Override
    public Optional<String> heartbeat() {
        return Optional.empty();
    }

    @Override
    public Optional<String> closing(int code, String reason) {
        return Optional.empty();
    }
}
