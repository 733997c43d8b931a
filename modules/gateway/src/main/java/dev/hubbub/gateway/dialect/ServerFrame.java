// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import dev.hubbub.contract.error.HubException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * A frame to clients. It is encoded once for each {@link Framing} in use, down to the bytes of the
 * WebSocket frame (a server does not mask: they are the same for every client), and those bytes are shared. Belongs
 * to one event loop.
 */
public final class ServerFrame {
    private static final int FINAL_TEXT = 0x81;

    private final String json;
    private final Map<Framing, ByteBuf> encoded = new EnumMap<>(Framing.class);
    private Quoted quoted;

    /** A frame as a JSON string, of which SockJS puts several into one message. */
    public record Quoted(String text, int bytes) {}

    private ServerFrame(String json) {
        this.json = json;
    }

    /** The same text, to be encoded on another event loop. */
    public ServerFrame copy() {
        return new ServerFrame(json);
    }

    /** A message, or the reply to a request. */
    public static ServerFrame message(String address, Object body) {
        return new ServerFrame(new JsonObject()
                .put("type", "rec")
                .put("address", address)
                .put("body", body)
                .encode());
    }

    /** The failure of a request, or of a registration. */
    public static ServerFrame failure(String address, HubException cause) {
        JsonObject frame = failure(address, cause.number(), cause.getMessage());
        cause.retryAfter().ifPresent(wait -> frame.put("retryAfter", seconds(wait)));
        return new ServerFrame(frame.encode());
    }

    /** A frame that was not accepted. Without an address the stock client hands it to its error handler. */
    public static ServerFrame refusal(String address, FrameFault fault) {
        String message = fault.code() + ": " + fault.text();
        return new ServerFrame(failure(address, fault.code().number(), message)
                .put("body", fault.word())
                .encode());
    }

    /** Whole seconds, as in the HTTP header: rounded up, so that nobody is told too early. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private static JsonObject failure(String address, int number, String message) {
        JsonObject frame = new JsonObject().put("type", "err");
        if (address != null) {
            frame.put("address", address);
        }
        return frame.put("failureCode", number)
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", message);
    }

    /** The JSON text. */
    public String json() {
        return json;
    }

    /** The frame for polling sessions: made once, and shared by all of them. */
    public Quoted quoted() {
        if (quoted == null) {
            String text = Json.encode(json);
            quoted = new Quoted(text, ByteBufUtil.utf8Bytes(text));
        }
        return quoted;
    }

    /** The bytes of the WebSocket frame, for one more session to release. */
    public ByteBuf share(Framing framing) {
        ByteBuf bytes = encoded.get(framing); // once a session: no lambda, which would be made for each
        if (bytes == null) {
            bytes = textFrame(framing.wrap(json));
            encoded.put(framing, bytes);
        }
        return bytes.retainedDuplicate();
    }

    /** Gives up this frame's own hold on the bytes; sessions still writing keep theirs. */
    public void release() {
        encoded.values().forEach(ByteBuf::release);
        encoded.clear();
    }

    /** An unfragmented text frame (RFC 6455 section 5.2). Outside the heap, so that writing it copies nothing. */
    public static ByteBuf textFrame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.directBuffer(payload.length + 10);
        frame.writeByte(FINAL_TEXT);
        if (payload.length < 126) {
            frame.writeByte(payload.length);
        } else if (payload.length < 65_536) {
            frame.writeByte(126).writeShort(payload.length);
        } else {
            frame.writeByte(127).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }
}
