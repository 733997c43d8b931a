// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads bytes as UTF-8 or not at all, where Vert.x would put replacement characters. */
public final class Utf8 {
    /** The text; empty when the bytes are not UTF-8. */
    public static Optional<String> decode(Buffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Utf8() {}
}
