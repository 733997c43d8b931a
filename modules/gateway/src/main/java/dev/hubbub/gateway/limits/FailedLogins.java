// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.LimitsConfig;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Tokens and tickets that were refused, by address: beyond the limit nothing from there is looked at. Only failures
 * count, so that many people behind one address may log in. Safe for use by several threads.
 */
public final class FailedLogins {
    private final Buckets<InetAddress> buckets;

    /** A limit as set. */
    public FailedLogins(LimitsConfig limits) {
        this(limits, System::nanoTime);
    }

    FailedLogins(LimitsConfig limits, LongSupplier nanos) {
        int most = limits.loginFailuresPerMinute();
        buckets = new Buckets<>(new Rate(most, Math.max(1, most)), nanos);
    }

    /**
     * Lets an attempt be made unless there were too many failures; fails with TOO_MANY then.
     *
     * @param counts whether such an outcome is a failed login
     */
    public <T> Future<T> attempt(InetAddress address, Predicate<Throwable> counts, Supplier<Future<T>> login) {
        Optional<Duration> wait = buckets.untilNext(address);
        if (wait.isPresent()) {
            return Future.failedFuture(HubException.tooMany("logins: too many failed from this address", wait.get()));
        }
        return login.get().onFailure(cause -> {
            if (counts.test(cause)) {
                buckets.take(address, 1);
            }
        });
    }

    /** How many addresses are kept. */
    public long kept() {
        return buckets.size();
    }
}
