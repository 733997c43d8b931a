// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;

/** Counts what the readers of one round get. Used by all event loops at once. */
final class Tally {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final Load load;
    private final AtomicHistogram micros = new AtomicHistogram(LONGEST_MICROS, 3);
    private final AtomicInteger listening = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private final LongAdder repeated = new LongAdder();
    private final CountDownLatch complete = new CountDownLatch(1);
    private volatile Schedule schedule;
    private volatile long lastNanos;

    Tally(Load load) {
        this.load = load;
    }

    /** The readers are there; this is when the messages are due. */
    void begin(Schedule planned) {
        schedule = planned;
    }

    /** A reader got its first message. */
    void listens() {
        listening.incrementAndGet();
    }

    /** A socket was closed; the figures are made before the bench itself closes any. */
    void left() {
        left.incrementAndGet();
    }

    /** How many readers got anything so far. */
    int listening() {
        return listening.get();
    }

    /** A reader got a message that is newer than all it had. */
    void delivered(long index) {
        if (index < load.first()) {
            return;
        }
        long now = System.nanoTime();
        long late = TimeUnit.NANOSECONDS.toMicros(now - schedule.due(index));
        micros.recordValue(Math.min(Math.max(late, 0), LONGEST_MICROS));
        lastNanos = now;
        if (delivered.incrementAndGet() == load.due()) {
            complete.countDown();
        }
    }

    /** A reader got a message again, or after a newer one. */
    void repeated() {
        repeated.increment();
    }

    /** Waits for the last delivery; what has not come by then is missing. */
    void await(Duration patience) throws InterruptedException {
        if (!complete.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            lastNanos = Math.max(lastNanos, schedule.due(load.first() + load.counted()));
        }
    }

    Figures figures(Duration cpu, long refused, double lateMillis) {
        long count = delivered.get();
        double seconds = (lastNanos - schedule.due(load.first())) / 1e9;
        return new Figures(
                count,
                load.due() - count,
                repeated.sum(),
                refused,
                left.get(),
                count / seconds,
                cpu.toNanos() / 1e3 / Math.max(1, count),
                millis(50),
                millis(99),
                millis(100),
                lateMillis);
    }

    private double millis(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }
}
