// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import java.util.concurrent.TimeUnit;

/**
 * How many entries the next batch may have, so that it takes about 100 ms beyond the time of a round trip: a store with
 * a long way to it is not asked more often for that. Full batches that take less make it grow, four times at most. Small
 * batches make it shrink too, because they say little about how fast the store is now.
 */
final class BatchLimit {
    static final int MAX_ENTRIES = 500;

    /** What a batch may have at first, and after small ones. */
    static final int FIRST = 32;

    static final long TARGET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final double MAX_GROWTH = 4;

    private int entries = FIRST;
    private long roundTrip; // as long as it is 0 all the time of a batch counts as that of its entries
    private Written larger = new Written(0, 0);
    private boolean shrinking;

    /** How many entries a batch had, and how long it took. */
    private record Written(int count, long nanos) {
        boolean isTwice(Written other) {
            return count >= 2 * other.count;
        }

        /** What is left of the time of the smaller batch without its entries, by the difference between the two. */
        long roundTripBy(Written smaller) {
            double ofOne = Math.max(0, nanos - smaller.nanos) / (double) (count - smaller.count);
            return (long) Math.max(0, smaller.nanos - ofOne * smaller.count);
        }
    }

    int entries() {
        return entries;
    }

    /** A batch of so many entries took so long. */
    void written(int count, long nanos) {
        Written now = new Written(count, nanos);
        roundTrip = nextRoundTrip(now);
        if (count >= larger.count || larger.isTwice(now)) {
            larger = now;
        }
        long growing = Math.max(1, nanos - roundTrip);
        double fitting = (double) count * TARGET_NANOS / growing;
        boolean shrankBefore = shrinking;
        shrinking = count > 1 && growing > TARGET_NANOS;
        if (shrinking) { // for the second time: half as many tell whether it is the round trip that takes so long
            entries = (int) Math.max(1, Math.min(shrankBefore ? count / 2 : entries, fitting));
        } else if (count >= entries) {
            entries = (int) Math.max(count + 1, Math.min(MAX_GROWTH * count, fitting));
        } else if (count < entries / 4) {
            entries = Math.max(Math.min(FIRST, entries), entries / 2);
        }
        entries = Math.min(MAX_ENTRIES, entries);
    }

    /**
     * What a single entry takes, or what two batches of different sizes have in common; one that takes longer than those before
     * may be an exception.
     */
    private long nextRoundTrip(Written now) {
        if (larger.isTwice(now)) {
            return larger.roundTripBy(now);
        }
        if (now.nanos < roundTrip) {
            return now.nanos;
        }
        if (now.count > 1) {
            return roundTrip;
        }
        return roundTrip == 0 ? now.nanos : (now.nanos + roundTrip) / 2;
    }
}
