// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Lets a writer in that cannot be seen: when the cluster is split, nodes on both sides write the same rooms. Whoever writes
 * a room without a pause always has its next number, and the other, who has to look for it first, never does. So when
 * there is another one rooms rest after each write, long enough for a look and a write; when there may be one, now and
 * then.
 */
public final class WriterBackoff {
    /** Both sides of a split have missed a node, and meet at the log within this time. */
    private static final Duration MISSING_NODE_MEMORY = Duration.ofMinutes(10);

    /** Most nodes that are missed are dead, and nobody should wait for them often. */
    private static final Duration WINDOW_INTERVAL = Duration.ofSeconds(3);

    /** Long enough for each busy room to be in a batch. */
    private static final Duration WINDOW = Duration.ofMillis(200);

    private static final Duration COLLISION_MEMORY = Duration.ofSeconds(10);

    /** The other one asks the store four or five times for a look, and then writes. */
    private static final int CALLS_AFTER_COLLISION = 6;

    /** It may just be busy with an attempt that fails. */
    private static final int CALLS_IN_WINDOW = 15;

    private static final long MIN_MILLIS = 20;

    /** Whoever waits for an ack waits no longer than 2 s. */
    private static final long MAX_MILLIS = 1_000;

    private final IntSupplier missingWriters;
    private final LongFunction<Future<?>> timer;
    private final LongSupplier clock;
    private int lastMissing;
    private long windowsUntil = Long.MIN_VALUE;
    private long windowStart = Long.MIN_VALUE;
    private long collidedUntil = Long.MIN_VALUE;

    /** @param missingWriters how many other writers went without a word, and are not back */
    public WriterBackoff(Vertx vertx, IntSupplier missingWriters) {
        this(missingWriters, vertx::timer, () -> System.nanoTime() / 1_000_000);
    }

    WriterBackoff(IntSupplier missingWriters, LongFunction<Future<?>> timer, LongSupplier clock) {
        this.missingWriters = missingWriters;
        this.timer = timer;
        this.clock = clock;
    }

    /** Another writer took a number. */
    void recordCollision() {
        collidedUntil = clock.getAsLong() + COLLISION_MEMORY.toMillis();
    }

    /** The rest after a write that took so long; complete when nobody else is expected. */
    Future<?> delay(long writeMillis) {
        int calls = calls(clock.getAsLong());
        return calls == 0
                ? Future.succeededFuture()
                : timer.apply(Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, calls * writeMillis)));
    }

    /** How many calls of the store others are given the time for. */
    private int calls(long now) {
        int missing = missingWriters.getAsInt();
        if (missing > lastMissing) {
            windowsUntil = now + MISSING_NODE_MEMORY.toMillis();
        }
        lastMissing = missing;
        if (missing > 0 && now < windowsUntil && isInWindow(now)) {
            return CALLS_IN_WINDOW;
        }
        return now < collidedUntil ? CALLS_AFTER_COLLISION : 0;
    }

    /** Who gets in takes a number, and from then on it is known to be there. */
    private boolean isInWindow(long now) {
        if (now >= windowStart + WINDOW_INTERVAL.toMillis()) {
            windowStart = now;
        }
        return now < windowStart + WINDOW.toMillis();
    }
}
