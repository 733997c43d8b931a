// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.Latency;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;
import org.jspecify.annotations.Nullable;

/** Counts the deliveries of one round. Used by all event loops at once. */
public final class DeliveryRecorder {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final FanoutWorkload workload;
    private final AtomicHistogram micros = new AtomicHistogram(LONGEST_MICROS, 3);
    private final AtomicHistogram ackMicros = new AtomicHistogram(LONGEST_MICROS, 3);
    private final ReaderSpread spread;
    private final LongAdder refused = new LongAdder();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicInteger activeReaders = new AtomicInteger();
    private final AtomicInteger closedSockets = new AtomicInteger();
    private final AtomicLong delivered = new AtomicLong();
    private final LongAdder repeated = new LongAdder();
    private final CountDownLatch complete = new CountDownLatch(2); // deliveries, and answers
    private volatile @Nullable SendSchedule schedule;
    private volatile long firstCounted;
    private volatile long lastNanos;

    public DeliveryRecorder(FanoutWorkload workload) {
        this.workload = workload;
        this.firstCounted = workload.firstCounted();
        this.spread = new ReaderSpread(workload.countedMessages());
    }

    /** All readers are connected; messages are due by this schedule. */
    public void begin(SendSchedule sendSchedule) {
        schedule = sendSchedule;
    }

    /** Until {@link #countFrom}, whatever the workload says: a warm-up may take longer than planned. */
    void countNothing() {
        firstCounted = Long.MAX_VALUE;
    }

    /** This message is the first that counts. */
    void countFrom(long index) {
        firstCounted = index;
    }

    /** A reader received its first message. */
    void readerActive() {
        activeReaders.incrementAndGet();
    }

    /** A socket was closed; the result is taken before the bench itself closes any. */
    void socketClosed() {
        closedSockets.incrementAndGet();
    }

    /** The number of readers that received a message so far. */
    public int activeReaders() {
        return activeReaders.get();
    }

    /** A reader received a message that is newer than all before. */
    void delivered(long index) {
        if (index < firstCounted) {
            return;
        }
        long now = System.nanoTime();
        micros.recordValue(lateMicros(index, now));
        lastNanos = now;
        if (index < firstCounted + workload.countedMessages()) {
            spread.delivered((int) (index - firstCounted), now);
        }
        if (delivered.incrementAndGet() == workload.expectedDeliveries()) {
            complete.countDown();
        }
    }

    /** A reader received a message again, or after a newer one. */
    void repeated() {
        repeated.increment();
    }

    /** The server accepted the message with this index. */
    void acked(long index) {
        if (index >= firstCounted) {
            ackMicros.recordValue(lateMicros(index, System.nanoTime()));
            answered();
        }
    }

    /** The server refused the message with this index. */
    void refused(long index) {
        refused.increment();
        if (index >= firstCounted) {
            answered();
        }
    }

    private void answered() {
        if (answered.incrementAndGet() == workload.countedMessages()) {
            complete.countDown();
        }
    }

    /** The number of messages that the server refused. */
    public long refusals() {
        return refused.sum();
    }

    /** Waits for the last delivery and the last answer; what comes after the time-out is missing. */
    public void await(Duration timeout) throws InterruptedException {
        if (!complete.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            lastNanos = Math.max(lastNanos, schedule().due(firstCounted + workload.countedMessages()));
        }
    }

    private long lateMicros(long index, long now) {
        long late = TimeUnit.NANOSECONDS.toMicros(now - schedule().due(index));
        return Math.min(Math.max(late, 0), LONGEST_MICROS);
    }

    public RoundResult result(Duration cpu, double lateMillis) {
        long count = delivered.get();
        double seconds = (lastNanos - schedule().due(firstCounted)) / 1e9;
        return new RoundResult(
                count,
                workload.expectedDeliveries() - count,
                repeated.sum(),
                refused.sum(),
                closedSockets.get(),
                workload.countedMessages() - answered.get(),
                count / seconds,
                cpu.toNanos() / 1e3 / Math.max(1, count),
                Latency.of(micros),
                Latency.of(ackMicros),
                spread.result(),
                lateMillis);
    }

    private SendSchedule schedule() {
        return Objects.requireNonNull(schedule, "not begun");
    }
}
