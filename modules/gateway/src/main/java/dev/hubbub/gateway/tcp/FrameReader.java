// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;

/**
 * Cuts the bytes of a connection into frames: four bytes of length, big-endian, and so many bytes of JSON. A length is
 * checked before a byte of its frame is kept.
 */
final class FrameReader {
    private static final int LENGTH_BYTES = 4;

    private final IntSupplier maxBytes;
    private final Consumer<Buffer> frames;
    private final IntConsumer refused;
    private int length;
    private int lengthBytes;
    private Buffer partial = Buffer.buffer();
    private boolean ended;

    /**
     * Reads nothing more once a length was refused.
     *
     * @param maxBytes of the next frame
     * @param frames gets the bytes of each frame, without its length
     * @param refused gets a length that is not allowed, which is unsigned
     */
    FrameReader(IntSupplier maxBytes, Consumer<Buffer> frames, IntConsumer refused) {
        this.maxBytes = maxBytes;
        this.frames = frames;
        this.refused = refused;
    }

    void read(Buffer chunk) {
        int at = 0;
        while (at < chunk.length() && !ended) {
            at += lengthBytes < LENGTH_BYTES ? readLength(chunk, at) : readFrame(chunk, at);
        }
    }

    private int readLength(Buffer chunk, int at) {
        length = length << Byte.SIZE | chunk.getUnsignedByte(at);
        lengthBytes++;
        if (lengthBytes == LENGTH_BYTES && (length < 1 || length > maxBytes.getAsInt())) {
            ended = true;
            refused.accept(length);
        }
        return 1;
    }

    private int readFrame(Buffer chunk, int at) {
        int taken = Math.min(length - partial.length(), chunk.length() - at);
        partial.appendBuffer(chunk, at, taken);
        if (partial.length() == length) {
            Buffer frame = partial;
            partial = Buffer.buffer();
            length = 0;
            lengthBytes = 0;
            frames.accept(frame);
        }
        return taken;
    }

    /** Reads nothing more, and keeps nothing. */
    void end() {
        ended = true;
        partial = Buffer.buffer();
    }

    /** How many bytes of a frame are kept that is not complete. */
    int partialBytes() {
        return partial.length();
    }
}
