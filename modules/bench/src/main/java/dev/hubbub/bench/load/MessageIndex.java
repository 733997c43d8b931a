// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import io.vertx.core.buffer.Buffer;

/** Writes the index of a message into its text, and finds it again in any frame. */
public final class MessageIndex {
    /** The length of an encoded index. */
    public static final int LENGTH = 10;

    private static final char MARKER = '#';

    /** A text of this length that begins with the index. */
    public static String textWith(long index, int length) {
        String prefix = MARKER + String.format("%09d", index);
        return prefix + "x".repeat(length - prefix.length());
    }

    /** The index in a frame; -1 when there is none. */
    public static long find(Buffer frame) {
        int at = position(frame, 0);
        return at < 0 ? -1 : parse(frame, at);
    }

    /** Where the next index begins; -1 when there is none. */
    public static int position(Buffer frame, int from) {
        for (int at = from; at <= frame.length() - LENGTH; at++) {
            if (frame.getByte(at) == MARKER) {
                return at;
            }
        }
        return -1;
    }

    /** The index at this position. */
    public static long parse(Buffer frame, int position) {
        long number = 0;
        for (int at = position + 1; at < position + LENGTH; at++) {
            number = number * 10 + (frame.getByte(at) - '0');
        }
        return number;
    }

    private MessageIndex() {}
}
