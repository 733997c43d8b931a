// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import java.util.concurrent.TimeUnit;

/**
 * How many entries the next batch may have, so that it takes about 50 ms beyond the time of a round trip: a store with
 * a long way to it is not asked more often for that. Full batches that take less make it grow, twice at most. Small
 * batches make it shrink too, because they say little about how fast the store is now.
 */
final class BatchLimit {
    static final int MAX_ENTRIES = 500;

    /** What a batch may have at first, and after small ones. */
    static final int FIRST = 32;

    static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private int entries = FIRST;
    private long roundTrip; // as long as it is 0 all the time of a batch counts as that of its entries

    int entries() {
        return entries;
    }

    /** A batch of so many entries took so long. */
    void written(int count, long nanos) {
        roundTrip = nextRoundTrip(count, nanos);
        long growing = Math.max(1, nanos - roundTrip);
        double fitting = (double) count * TARGET_NANOS / growing;
        if (count > 1 && growing > TARGET_NANOS) {
            entries = (int) Math.max(1, Math.min(entries, fitting));
        } else if (count >= entries) {
            entries = (int) Math.max(count + 1, Math.min(2.0 * count, fitting));
        } else if (count < entries / 4) {
            entries = Math.max(Math.min(FIRST, entries), entries / 2);
        }
        entries = Math.min(MAX_ENTRIES, entries);
    }

    /** What a single entry takes; one that takes longer than those before may be an exception. */
    private long nextRoundTrip(int count, long nanos) {
        if (nanos < roundTrip) {
            return nanos;
        }
        if (count > 1) {
            return roundTrip;
        }
        return roundTrip == 0 ? nanos : (nanos + roundTrip) / 2;
    }
}
