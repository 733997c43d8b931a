// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Delays the writes of this node so that a writer on the other side of a split can write the same rooms. A writer
 * without pauses always has the next number, and the other, which must read the head first, never has. After a
 * collision each write is followed by a delay, long enough for a read and a write of the other. While a node is
 * missing, there are delays in short windows only.
 */
public final class WriterBackoff {
    /** Both sides of a split miss a node, and collide in the log within this time. */
    private static final Duration MISSING_NODE_MEMORY = Duration.ofMinutes(10);

    /** Most missing nodes are dead, so waiting for them must be rare. */
    private static final Duration WINDOW_INTERVAL = Duration.ofSeconds(3);

    /** Long enough for each busy room to be in a batch. */
    private static final Duration WINDOW = Duration.ofMillis(200);

    private static final Duration COLLISION_MEMORY = Duration.ofSeconds(10);

    /** The other writer makes four or five calls to find the head, and then writes. */
    private static final int CALLS_AFTER_COLLISION = 6;

    /** The other writer may be in the middle of an attempt that fails. */
    private static final int CALLS_IN_WINDOW = 15;

    private static final long MIN_MILLIS = 20;

    /** Callers wait no longer than 2 s for an ack. */
    private static final long MAX_MILLIS = 1_000;

    private final IntSupplier missingWriters;
    private final LongFunction<Future<?>> timer;
    private final LongSupplier clock;
    private int lastMissing;
    private long windowsUntil = Long.MIN_VALUE;
    private long windowStart = Long.MIN_VALUE;
    private long collidedUntil = Long.MIN_VALUE;

    /** @param missingWriters how many other writers left without a handover, and are not back */
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

    /** The delay after a write of this duration; completed at once if no other writer is expected. */
    Future<?> delay(long writeMillis) {
        int calls = calls(clock.getAsLong());
        return calls == 0
                ? Future.succeededFuture()
                : timer.apply(Math.max(MIN_MILLIS, Math.min(MAX_MILLIS, calls * writeMillis)));
    }

    /** For how many calls of the store the other writer gets time. */
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

    /** A writer that gets in takes a number; the collision then shows that it exists. */
    private boolean isInWindow(long now) {
        if (now >= windowStart + WINDOW_INTERVAL.toMillis()) {
            windowStart = now;
        }
        return now < windowStart + WINDOW.toMillis();
    }
}
