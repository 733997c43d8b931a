// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Lets a writer in that cannot be seen: when the cluster is split, nodes on both sides write the same rooms. Whoever writes
 * a room without a pause always has its next number, and the other, who has to look for it first, never does. So when
 * there may be another one rooms rest after each write, long enough for a look and a write.
 */
final class Courtesy {
    /** Both sides of a split have missed a node, and meet at the log within this time. */
    private static final Duration AFTER_A_DEPARTURE = Duration.ofMinutes(10);

    private static final Duration AFTER_A_COLLISION = Duration.ofSeconds(10);

    /** The other one asks the store four or five times for a look, and then writes. */
    private static final int CALLS = 6;

    private static final long LEAST_MILLIS = 20;

    /** Whoever waits for an ack waits no longer than 2 s. */
    private static final long MOST_MILLIS = 1_000;

    private final IntSupplier missed;
    private final LongFunction<Future<?>> pause;
    private final LongSupplier millis;
    private int known;
    private long until = Long.MIN_VALUE;

    /** @param missed how many other writers have gone without a word so far */
    Courtesy(Vertx vertx, IntSupplier missed) {
        this(missed, vertx::timer, () -> System.nanoTime() / 1_000_000);
    }

    Courtesy(IntSupplier missed, LongFunction<Future<?>> pause, LongSupplier millis) {
        this.missed = missed;
        this.pause = pause;
        this.millis = millis;
    }

    /** Another writer took a number. */
    void collided() {
        expectUntil(AFTER_A_COLLISION);
    }

    /** The rest after a write that took so long; complete when nobody else is expected. */
    Future<?> rest(long writeMillis) {
        if (missed.getAsInt() > known) {
            known = missed.getAsInt();
            expectUntil(AFTER_A_DEPARTURE);
        }
        return millis.getAsLong() < until
                ? pause.apply(Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, CALLS * writeMillis)))
                : Future.succeededFuture();
    }

    private void expectUntil(Duration time) {
        until = Math.max(until, millis.getAsLong() + time.toMillis());
    }
}
