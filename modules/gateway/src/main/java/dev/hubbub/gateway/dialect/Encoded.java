// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link Delivery} in one dialect, with the bytes that transports write. Belongs to one event loop. */
public final class Encoded {
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
