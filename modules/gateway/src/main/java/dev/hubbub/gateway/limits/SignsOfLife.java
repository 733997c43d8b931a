// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Has the sockets of a user who wants one too many asked for a sign of life, on all nodes. Those that give none are closed, so
 * that a user whose connections were lost need not wait until the hub misses them. Safe for use by several threads.
 */
public final class SignsOfLife {
    /** For so long those that answered are not asked again. */
    static final Duration REST = Duration.ofSeconds(10);

    private static final int MAX_USERS = 10_000;

    /** For the close of those that gave none to be counted. */
    private static final long COUNTED_MILLIS = 100;

    private final Consumer<UserId> question;
    private final long nanosUntilKnown;
    private final LongFunction<Future<?>> timer;
    private final LongSupplier nanos;
    private final Cache<UserId, Long> knownAt;

    /**
     * @param question asks the sockets of a user on all nodes
     * @param withinMillis how long they have
     * @param timer completes on the caller's event loop after so many milliseconds
     */
    public SignsOfLife(Consumer<UserId> question, long withinMillis, LongFunction<Future<?>> timer) {
        this(question, withinMillis, timer, System::nanoTime);
    }

    SignsOfLife(Consumer<UserId> question, long withinMillis, LongFunction<Future<?>> timer, LongSupplier nanos) {
        this.question = question;
        this.nanosUntilKnown = Duration.ofMillis(withinMillis + COUNTED_MILLIS).toNanos();
        this.timer = timer;
        this.nanos = nanos;
        this.knownAt = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(nanos::getAsLong)
                .expireAfterWrite(REST)
                .maximumSize(MAX_USERS)
                .build();
    }

    /** Completes when it is known which sockets of the user live; at once when that was asked a moment ago. */
    Future<?> ask(UserId user) {
        long known = knownAt.get(user, first -> {
            question.accept(user);
            return nanos.getAsLong() + nanosUntilKnown;
        });
        long wait = known - nanos.getAsLong();
        return wait <= 0
                ? Future.succeededFuture()
                : timer.apply(Duration.ofNanos(wait).toMillis() + 1);
    }

    /** The users whose sockets were asked a moment ago. */
    public long asked() {
        knownAt.cleanUp();
        return knownAt.estimatedSize();
    }
}
