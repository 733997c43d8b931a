// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the calls of a store in number and time. A call without an answer in time fails, and its outcome is unknown.
 * The store gets a ping then, because it may only be slow. If it does not answer that either, or a connection breaks, the
 * breaker is open: calls fail at once, and the store gets pings until it answers one.
 */
public final class StoreCircuitBreaker {
    static final long PING_MILLIS = 250;

    public static final Duration RETRY = Duration.ofSeconds(4);

    /** A full disk fails every write and no read: one line in this time is enough. */
    private static final long WARN_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(StoreCircuitBreaker.class);

    private final Vertx vertx;
    private final PersistenceConfig config;
    private final Supplier<Future<?>> ping;
    private final Duration retry;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean pinging = new AtomicBoolean();
    private volatile boolean open;
    private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARN_INTERVAL_NANOS);
    private volatile boolean stopped;

    /** @param ping a call that only needs an answer */
    StoreCircuitBreaker(Vertx vertx, PersistenceConfig config, Supplier<Future<?>> ping) {
        this(vertx, config, ping, RETRY);
    }

    /**
     * @param ping a call that only needs an answer
     * @param retry how long the first call is repeated
     */
    public StoreCircuitBreaker(Vertx vertx, PersistenceConfig config, Supplier<Future<?>> ping, Duration retry) {
        this.vertx = vertx;
        this.config = config;
        this.ping = ping;
        this.retry = retry;
    }

    /** How many calls are in flight, including those that timed out here but not in the driver; from any thread. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Fails with UNAVAILABLE when the store fails or does not answer in time. */
    public <T> Future<T> call(Supplier<Future<T>> call) {
        if (open) {
            return Future.failedFuture(unavailable("the store does not answer"));
        }
        if (inFlight.incrementAndGet() > config.maxCalls()) {
            inFlight.decrementAndGet();
            return Future.failedFuture(unavailable("too much waits for the store"));
        }
        // A call that timed out here counts until the driver ends it too.
        return withTimeout(() -> start(call).onComplete(ended -> inFlight.decrementAndGet()))
                .recover(cause -> Future.failedFuture(translate(cause)));
    }

    /** For the first call, which may take long: without a timeout, and repeated for a while if the store is unreachable. */
    public <T> Future<T> callWithRetry(Supplier<Future<T>> call) {
        return callWithRetry(call, System.nanoTime() + retry.toNanos());
    }

    private <T> Future<T> callWithRetry(Supplier<Future<T>> call, long until) {
        return start(call).recover(cause -> {
            boolean retry = isUnreachable(cause) && System.nanoTime() < until;
            return retry
                    ? vertx.timer(PING_MILLIS).compose(waited -> callWithRetry(call, until))
                    : Future.failedFuture(translate(cause));
        });
    }

    public void close() {
        stopped = true;
    }

    private <T> Future<T> withTimeout(Supplier<Future<T>> call) {
        return call.get().timeout(config.answerMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> Future<T> start(Supplier<Future<T>> call) {
        try {
            return call.get();
        } catch (RuntimeException e) { // the driver refuses some arguments at once
            return Future.failedFuture(e);
        }
    }

    private Throwable translate(Throwable cause) {
        if (isUnreachable(cause)) {
            suspect(cause);
            return unavailable("the store does not answer");
        }
        if (!(cause instanceof MongoException)) {
            return cause;
        }
        report(cause.toString());
        LOG.debug("the store fails", cause);
        return unavailable("the store fails");
    }

    /** Warns of a failure, once in a minute. */
    public void report(String failure) {
        long before = warnedAt.get();
        long now = System.nanoTime();
        if (now - before >= WARN_INTERVAL_NANOS && warnedAt.compareAndSet(before, now)) {
            LOG.warn("the store fails: {}", failure);
        }
    }

    /** The failure of a call, for its callers. */
    public static HubException failure(Throwable cause) {
        return cause instanceof HubException expected ? expected : unavailable("the store fails");
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof MongoTimeoutException
                || cause instanceof MongoSocketException
                || cause instanceof MongoConnectionPoolClearedException;
    }

    /** A call that takes too long under load looks like this too; a broken connection does not. */
    private static boolean isSlow(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof MongoTimeoutException
                || cause instanceof MongoSocketReadTimeoutException;
    }

    private void suspect(Throwable cause) {
        if (!isSlow(cause)) {
            open(cause);
        }
        if (pinging.compareAndSet(false, true)) {
            ping(cause);
        }
    }

    private void open(Throwable cause) {
        if (!open) {
            open = true;
            LOG.warn("the store is unreachable: {}", cause.toString());
        }
    }

    /** @param cause why */
    private void ping(Throwable cause) {
        withTimeout(() -> ping.get().mapEmpty()).onComplete(answer -> {
            if (answer.succeeded()) {
                answered(cause);
            } else if (!stopped) {
                open(cause);
                vertx.setTimer(PING_MILLIS, again -> ping(cause));
            }
        });
    }

    private void answered(Throwable cause) {
        boolean wasOpen = open;
        pinging.set(false); // first: a call that opens the breaker from here on pings again
        open = false;
        if (wasOpen) {
            LOG.info("the store answers again");
        } else {
            report("slow, but it answers a ping; " + cause);
        }
    }

    private static HubException unavailable(String text) {
        return new HubException(ErrorCode.UNAVAILABLE, text);
    }
}
