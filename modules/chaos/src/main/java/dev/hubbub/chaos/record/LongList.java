// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.record;

import java.util.Arrays;

/** A growing list of longs; values that were not set are 0. */
final class LongList {
    private long[] values = new long[16];
    private int size;

    int size() {
        return size;
    }

    void add(long value) {
        set(size, value);
    }

    void set(int at, long value) {
        if (at >= values.length) {
            values = Arrays.copyOf(values, Math.max(at + 1, values.length * 2));
        }
        values[at] = value;
        size = Math.max(size, at + 1);
    }

    long get(int at) {
        return at < size ? values[at] : 0;
    }
}
