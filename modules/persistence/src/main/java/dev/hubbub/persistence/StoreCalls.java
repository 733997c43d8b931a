// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of a store that may be away: so many under way at most, and nobody waits long for one. A store that did
 * not answer in time gets no calls but pings until it answers one; whoever asks meanwhile is told so at once. What
 * becomes of a call that was given up is not known.
 */
final class StoreCalls {
    static final long PING_MILLIS = 250;

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(4);

    /** A full disk fails each write, and no read: one line tells of all. */
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(StoreCalls.class);

    private final Vertx vertx;
    private final PersistenceConfig config;
    private final Supplier<Future<?>> ping;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - QUIET_NANOS);
    private volatile boolean closed;

    /** @param ping asks the store for nothing but an answer */
    StoreCalls(Vertx vertx, PersistenceConfig config, Supplier<Future<?>> ping) {
        this.vertx = vertx;
        this.config = config;
        this.ping = ping;
    }

    /** How many calls are under way, those included that were given up and may still be; from any thread. */
    int underWay() {
        return underWay.get();
    }

    /** Fails with UNAVAILABLE where the store fails, or does not answer in time. */
    <T> Future<T> call(Supplier<Future<T>> call) {
        if (away.get()) {
            return Future.failedFuture(unavailable("the store does not answer"));
        }
        if (underWay.incrementAndGet() > config.maxCalls()) {
            underWay.decrementAndGet();
            return Future.failedFuture(unavailable("too much waits for the store"));
        }
        // A call that was given up counts until the driver has given it up too.
        return answered(() -> begun(call).onComplete(ended -> underWay.decrementAndGet()))
                .recover(cause -> Future.failedFuture(refused(cause)));
    }

    /** The same for the first call of all, which may have work to do that takes its time, and is tried for a while. */
    <T> Future<T> first(Supplier<Future<T>> call) {
        return first(call, System.nanoTime() + FIRST_NANOS);
    }

    private <T> Future<T> first(Supplier<Future<T>> call, long until) {
        return begun(call).recover(cause -> {
            boolean again = isAway(cause) && System.nanoTime() < until;
            return again
                    ? vertx.timer(PING_MILLIS).compose(rested -> first(call, until))
                    : Future.failedFuture(refused(cause));
        });
    }

    void close() {
        closed = true;
    }

    private <T> Future<T> answered(Supplier<Future<T>> call) {
        return call.get().timeout(config.answerMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> Future<T> begun(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) { // the driver refuses some arguments at once
            return Future.failedFuture(e);
        }
    }

    private Throwable refused(Throwable cause) {
        if (isAway(cause)) {
            goneAway(cause);
            return unavailable("the store does not answer");
        }
        if (!(cause instanceof MongoException)) {
            return cause;
        }
        long before = warnedAt.get();
        long now = System.nanoTime();
        if (now - before >= QUIET_NANOS && warnedAt.compareAndSet(before, now)) {
            LOG.warn("the store fails: {}", cause.toString());
        } else {
            LOG.debug("the store fails", cause);
        }
        return unavailable("the store fails");
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof MongoTimeoutException
                || cause instanceof MongoSocketException
                || cause instanceof MongoConnectionPoolClearedException;
    }

    private void goneAway(Throwable cause) {
        if (away.compareAndSet(false, true)) {
            LOG.warn("the store is away: {}", cause.toString());
            ping();
        }
    }

    private void ping() {
        answered(() -> ping.get().mapEmpty()).onComplete(answer -> {
            if (answer.succeeded()) {
                away.set(false);
                LOG.info("the store is back");
            } else if (!closed) {
                vertx.setTimer(PING_MILLIS, again -> ping());
            }
        });
    }

    private static HubException unavailable(String text) {
        return new HubException(ErrorCode.UNAVAILABLE, text);
    }
}
