// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

/** How many characters the reorder buffers of one event loop may hold together. */
public final class ReorderBudget {
    private static final long MAX = 16_777_216;

    private final long max;
    private long total;

    public ReorderBudget() {
        this(MAX);
    }

    public ReorderBudget(long max) {
        this.max = max;
    }

    void add(int length) {
        total += length;
    }

    void remove(int length) {
        total -= length;
    }

    public long total() {
        return total;
    }

    boolean isExceeded() {
        return total > max;
    }
}
