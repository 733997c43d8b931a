// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tokens and tickets that were refused, by IP address: beyond the limit nothing from there is looked at. Only failures
 * count, so that many people behind one IP address may log in. Safe for use by several threads.
 */
public final class FailedLoginLimiter {
    private final LocalRateLimiter<InetAddress> limiter;

    /** A limit as set. */
    public FailedLoginLimiter(LimitsConfig limits) {
        this(limits, System::nanoTime);
    }

    FailedLoginLimiter(LimitsConfig limits, LongSupplier nanos) {
        int most = limits.addresses().loginFailuresPerMinute();
        limiter = new LocalRateLimiter<>(new Rate(most, Math.max(1, most)), nanos);
    }

    /**
     * Lets an attempt be made unless there were too many failures; fails with TOO_MANY then.
     *
     * @param counts whether such an outcome is a failed login
     */
    public <T> Future<T> attempt(InetAddress ip, Predicate<Throwable> counts, Supplier<Future<T>> login) {
        Optional<Duration> wait = limiter.untilNext(ip);
        if (wait.isPresent()) {
            return Future.failedFuture(HubException.tooMany("logins: too many failed from this address", wait.get()));
        }
        return login.get().onFailure(cause -> {
            if (counts.test(cause)) {
                limiter.take(ip, 1);
            }
        });
    }

    /** How many IP addresses are kept. */
    public long kept() {
        return limiter.size();
    }
}
