// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import io.vertx.core.buffer.Buffer;

/** The index of a message inside its text, to be found in whatever a server wraps around it. */
final class Mark {
    /** Its length. */
    static final int LENGTH = 10;

    private static final char SIGN = '#';

    /** A text of this length that carries the index. */
    static String text(long index, int length) {
        String mark = SIGN + String.format("%09d", index);
        return mark + "x".repeat(length - mark.length());
    }

    /** The index in a frame; -1 when there is none. */
    static long find(Buffer frame) {
        for (int at = 0; at <= frame.length() - LENGTH; at++) {
            if (frame.getByte(at) == SIGN) {
                return number(frame, at + 1);
            }
        }
        return -1;
    }

    private static long number(Buffer frame, int from) {
        long number = 0;
        for (int at = from; at < from + LENGTH - 1; at++) {
            number = number * 10 + (frame.getByte(at) - '0');
        }
        return number;
    }

    private Mark() {}
}
