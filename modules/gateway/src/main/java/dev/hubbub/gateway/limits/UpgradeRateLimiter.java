// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.gateway.config.LimitsConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often an IP address may try to open a socket on this node. Safe for use by several threads. */
public final class UpgradeRateLimiter {
    private final LocalRateLimiter<InetAddress> limiter;

    /** A rate as set. */
    public UpgradeRateLimiter(LimitsConfig limits) {
        this(limits, System::nanoTime);
    }

    UpgradeRateLimiter(LimitsConfig limits, LongSupplier nanos) {
        limiter = new LocalRateLimiter<>(
                Rate.perSecond(
                        limits.addresses().upgradesPerSecond(),
                        limits.addresses().upgradeBurst()),
                nanos);
    }

    /** Counts a try; when it is one too many, in what time the next may be made. */
    public Optional<Duration> tried(InetAddress ip) {
        return limiter.take(ip, 1) == 1
                ? Optional.empty()
                : Optional.of(limiter.untilNext(ip).orElse(Duration.ZERO));
    }

    /** How many IP addresses are kept. */
    public long kept() {
        return limiter.size();
    }
}
