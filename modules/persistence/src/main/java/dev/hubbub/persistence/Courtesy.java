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
 * there is another one rooms rest after each write, long enough for a look and a write; when there may be one, now and
 * then.
 */
final class Courtesy {
    /** Both sides of a split have missed a node, and meet at the log within this time. */
    private static final Duration AFTER_A_DEPARTURE = Duration.ofMinutes(10);

    /** Most nodes that are missed are dead, and nobody should wait for them often. */
    private static final Duration BETWEEN_CHANCES = Duration.ofSeconds(3);

    /** Long enough for each busy room to be in a batch. */
    private static final Duration CHANCE = Duration.ofMillis(200);

    private static final Duration AFTER_A_COLLISION = Duration.ofSeconds(10);

    /** The other one asks the store four or five times for a look, and then writes. */
    private static final int CALLS = 6;

    /** It may just be busy with an attempt that fails. */
    private static final int CALLS_OF_A_CHANCE = 15;

    private static final long LEAST_MILLIS = 20;

    /** Whoever waits for an ack waits no longer than 2 s. */
    private static final long MOST_MILLIS = 1_000;

    private final IntSupplier missing;
    private final LongFunction<Future<?>> pause;
    private final LongSupplier millis;
    private int known;
    private long missedUntil = Long.MIN_VALUE;
    private long chanceBegan = Long.MIN_VALUE;
    private long collidedUntil = Long.MIN_VALUE;

    /** @param missing how many other writers went without a word, and are not back */
    Courtesy(Vertx vertx, IntSupplier missing) {
        this(missing, vertx::timer, () -> System.nanoTime() / 1_000_000);
    }

    Courtesy(IntSupplier missing, LongFunction<Future<?>> pause, LongSupplier millis) {
        this.missing = missing;
        this.pause = pause;
        this.millis = millis;
    }

    /** Another writer took a number. */
    void collided() {
        collidedUntil = millis.getAsLong() + AFTER_A_COLLISION.toMillis();
    }

    /** The rest after a write that took so long; complete when nobody else is expected. */
    Future<?> rest(long writeMillis) {
        int calls = calls(millis.getAsLong());
        return calls == 0
                ? Future.succeededFuture()
                : pause.apply(Math.max(LEAST_MILLIS, Math.min(MOST_MILLIS, calls * writeMillis)));
    }

    /** How many calls of the store others are given the time for. */
    private int calls(long now) {
        int away = missing.getAsInt();
        if (away > known) {
            missedUntil = now + AFTER_A_DEPARTURE.toMillis();
        }
        known = away;
        if (away > 0 && now < missedUntil && isTimeForAChance(now)) {
            return CALLS_OF_A_CHANCE;
        }
        return now < collidedUntil ? CALLS : 0;
    }

    /** Who gets in takes a number, and from then on it is known to be there. */
    private boolean isTimeForAChance(long now) {
        if (now >= chanceBegan + BETWEEN_CHANCES.toMillis()) {
            chanceBegan = now;
        }
        return now < chanceBegan + CHANCE.toMillis();
    }
}
