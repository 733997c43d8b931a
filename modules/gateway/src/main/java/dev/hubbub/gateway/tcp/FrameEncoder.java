// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.dialect.RetryAfter;
import dev.hubbub.gateway.fanout.process.ProcessMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The frames that the hub sends, each with its length in front. */
final class FrameEncoder {
    static final Buffer PONG = framed("{\"type\":\"pong\"}");

    /** A reply to what the process asked: an answer that nothing waits for. */
    static Buffer reply(String replyAddress, @Nullable Object body) {
        return message(new ProcessMessage(replyAddress, Map.of(), body, true, null), null);
    }

    /** @param replyAddress where the process answers; null: nothing waits for an answer */
    static Buffer message(ProcessMessage message, @Nullable String replyAddress) {
        StringBuilder frame =
                new StringBuilder("{\"type\":\"message\",\"address\":").append(Json.encode(message.address()));
        if (replyAddress != null) {
            frame.append(",\"replyAddress\":").append(Json.encode(replyAddress));
        }
        frame.append(",\"headers\":").append(Json.encode(message.headers()));
        if (message.body() != null) {
            frame.append(",\"body\":").append(Json.encode(message.body()));
        }
        return framed(
                frame.append(",\"send\":").append(message.send()).append('}').toString());
    }

    /**
     * An error.
     *
     * @param answerTo where the process waits for it; null: nowhere
     * @param address what the process asked; null: nothing
     */
    static Buffer error(@Nullable String answerTo, @Nullable String address, HubException cause) {
        JsonObject frame = new JsonObject().put("type", "err");
        if (answerTo != null) {
            frame.put("address", answerTo);
        }
        if (address != null) {
            frame.put("sourceAddress", address);
        }
        frame.put("failureCode", cause.number())
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", cause.getMessage());
        cause.retryAfter().ifPresent(wait -> frame.put("retryAfter", RetryAfter.seconds(wait)));
        return framed(frame.encode());
    }

    private static Buffer framed(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Buffer.buffer(bytes.length + Integer.BYTES)
                .appendInt(bytes.length)
                .appendBytes(bytes);
    }

    private FrameEncoder() {}
}
