// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

/** How many characters all rooms of one event loop hold back together. */
final class HeldLength {
    private static final long MAX = 16_777_216;

    private final long max;
    private long total;

    HeldLength() {
        this(MAX);
    }

    HeldLength(long max) {
        this.max = max;
    }

    void add(int length) {
        total += length;
    }

    void remove(int length) {
        total -= length;
    }

    long total() {
        return total;
    }

    boolean isTooMuch() {
        return total > max;
    }
}
