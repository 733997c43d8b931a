// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.EncodedEntry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What clients are told at one address: a body, or a failure. Each {@link Dialect} that has a reader encodes it once, and
 * all readers of that dialect share the bytes. Belongs to one event loop; {@link #copy} is for another one.
 */
public final class Delivery {
    private final @Nullable String address;
    private final @Nullable Body body;
    private final @Nullable HubException failure;
    private final List<Encoded> encoded = new ArrayList<>(1);

    /** Shared by the copies of a delivery; its JSON is made once, or twice where two event loops begin in one moment. */
    private static final class Body {
        private final @Nullable Object value;
        private @Nullable String json;

        Body(@Nullable Object value) {
            this.value = value;
        }

        String json() {
            String text = json;
            if (text == null) {
                text = value == null ? "null" : encode(value);
                json = text;
            }
            return text;
        }

        private static String encode(Object value) {
            return value instanceof EncodedEntry entry ? entry.json() : Json.encode(value);
        }
    }

    private Delivery(@Nullable String address, @Nullable Body body, @Nullable HubException failure) {
        this.address = address;
        this.body = body;
        this.failure = failure;
    }

    /**
     * A message on a feed, or the reply to a request.
     *
     * @param body a record, an encoded entry, or anything that JSON can hold; not to be changed any more
     */
    public static Delivery of(String address, @Nullable Object body) {
        return new Delivery(address, new Body(body), null);
    }

    /** @param address where the client waits for an answer; null: nowhere */
    public static Delivery failure(@Nullable String address, HubException cause) {
        return new Delivery(address, null, cause);
    }

    /** The same, to be encoded on another event loop. */
    public Delivery copy() {
        return new Delivery(address, body, failure);
    }

    /** The address at which it is told; null for a failure of which the client did not say where it waits. */
    public @Nullable String address() {
        return address;
    }

    /** The failure, or null. */
    public @Nullable HubException failure() {
        return failure;
    }

    /** The body as it was given, an entry decoded; null for a failure. */
    public @Nullable Object body() {
        Object value = body == null ? null : body.value;
        return value instanceof EncodedEntry entry ? entry.decoded() : value;
    }

    /** The body as JSON; only where there is one. */
    public String json() {
        return Objects.requireNonNull(body, "a failure").json();
    }

    /** In this dialect; encoded at the first call. */
    public Encoded encoded(Dialect dialect) {
        for (Encoded each : encoded) { // one or two; for each reader: nothing is made here
            if (each.dialect() == dialect) {
                return each;
            }
        }
        Encoded fresh = new Encoded(dialect, dialect.encode(this));
        encoded.add(fresh);
        return fresh;
    }

    /** Gives up this delivery's own hold on the bytes; those that are still being written stay. */
    public void release() {
        encoded.forEach(Encoded::release);
        encoded.clear();
    }

    /** A delivery in one dialect, with the bytes that transports write. Belongs to one event loop. */
    public static final class Encoded {
        private static final int FINAL_TEXT = 0x81;

        private final Dialect dialect;
        private final String packet;
        private int bytes = -1;
        private @Nullable ByteBuf webSocketFrame;

        Encoded(Dialect dialect, String packet) {
            this.dialect = dialect;
            this.packet = packet;
        }

        Dialect dialect() {
            return dialect;
        }

        /** The packet, of which {@link Dialect#pack} puts several into one message. */
        public String packet() {
            return packet;
        }

        /** The length of the packet in UTF-8. */
        public int bytes() {
            if (bytes < 0) {
                bytes = ByteBufUtil.utf8Bytes(packet);
            }
            return bytes;
        }

        /**
         * The bytes of a WebSocket frame with this packet alone, for one more reader to release. A server does not mask: they
         * are the same for every reader.
         */
        public ByteBuf webSocketFrame() {
            if (webSocketFrame == null) {
                webSocketFrame = webSocketFrame(dialect.pack(List.of(packet)));
            }
            return webSocketFrame.retainedDuplicate();
        }

        void release() {
            if (webSocketFrame != null) {
                webSocketFrame.release();
                webSocketFrame = null;
            }
        }

        /** An unfragmented text frame (RFC 6455 section 5.2). Outside the heap, so that writing it copies nothing. */
        public static ByteBuf webSocketFrame(String text) {
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
}
