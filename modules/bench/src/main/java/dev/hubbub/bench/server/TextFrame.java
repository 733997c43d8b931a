// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** The bytes of an unfragmented, unmasked text frame (RFC 6455, section 5.2). */
final class TextFrame {
    private static final int FINAL_TEXT = 0x81;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;

    static ByteBuf encode(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf frame = Unpooled.directBuffer(payload.length + 10).writeByte(FINAL_TEXT);
        if (payload.length < LENGTH_OF_16_BITS) {
            frame.writeByte(payload.length);
        } else if (payload.length <= 0xffff) {
            frame.writeByte(LENGTH_OF_16_BITS).writeShort(payload.length);
        } else {
            frame.writeByte(LENGTH_OF_64_BITS).writeLong(payload.length);
        }
        return frame.writeBytes(payload);
    }

    private TextFrame() {}
}
