// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.load;

import java.util.concurrent.TimeUnit;

/**
 * How many requests of a queue are served in a second. It is measured while many wait, because a queue of few is not
 * served as fast as it could be. What was measured longer ago counts less, and nothing after a minute.
 */
final class ServiceRate {
    /** With so many the measurement begins, with fewer than half of it it ends. */
    static final int MANY = 64;

    private static final double SMOOTHING_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final double LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** Without a request served in this much of measured time the rate is as good as 0. */
    private static final double SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(850);

    private static final long MEMORY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private double served;
    private double nanos;
    private long measuredAt;
    private boolean measuring;

    /**
     * A request came or left.
     *
     * @param now in nanoseconds
     * @param waiting how many wait now
     * @param one whether one was served
     */
    void changed(long now, int waiting, boolean one) {
        if (measuring) {
            nanos = nanosUntil(now);
            served = servedUntil(now) + (one ? 1 : 0);
        }
        if (measuring || waiting >= MANY) {
            if (isOld(now)) {
                nanos = 0;
                served = 0;
            }
            measuring = waiting >= MANY / 2;
            measuredAt = now;
        }
    }

    /** How many nanoseconds so many requests take; 0 while it is not known. */
    double nanosFor(long now, int requests) {
        double time = nanosUntil(now);
        double count = servedUntil(now);
        boolean known = time >= (count >= 1 ? LEAST_NANOS : SILENCE_NANOS);
        return known && !isOld(now) ? requests * time / Math.max(count, Double.MIN_NORMAL) : 0;
    }

    private double nanosUntil(long now) {
        return measuring ? nanos * kept(now) + now - measuredAt : nanos;
    }

    private double servedUntil(long now) {
        return measuring ? served * kept(now) : served;
    }

    private double kept(long now) {
        return Math.exp((measuredAt - now) / SMOOTHING_NANOS);
    }

    private boolean isOld(long now) {
        return !measuring && now - measuredAt > MEMORY_NANOS;
    }
}
