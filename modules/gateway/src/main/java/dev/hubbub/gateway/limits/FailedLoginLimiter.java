// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.auth.LoginRefusal;
import dev.hubbub.gateway.auth.LoginRefusedException;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tokens and tickets that were refused, by IP address. Each attempt is made, and only what fails is counted and, beyond the
 * limit, told to wait: strangers behind an IP address do not lock out the others there. Safe for use by several threads.
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
     * Makes an attempt. One that fails after too many failures fails with TOO_MANY, whatever was wrong with it.
     *
     * @param counts whether such an outcome is a failed login
     */
    public <T> Future<T> attempt(InetAddress ip, Predicate<Throwable> counts, Supplier<Future<T>> login) {
        return login.get().recover(cause -> Future.failedFuture(counts.test(cause) ? failed(ip, cause) : cause));
    }

    private Throwable failed(InetAddress ip, Throwable cause) {
        return limiter.take(ip, 1) == 1
                ? cause
                : new LoginRefusedException(
                        LoginRefusal.FAILURES_OF_ADDRESS,
                        HubException.tooMany(
                                "logins: too many failed from this address",
                                limiter.untilNext(ip).orElse(Duration.ZERO)));
    }

    /** How many IP addresses are kept. */
    public long kept() {
        return limiter.size();
    }
}
