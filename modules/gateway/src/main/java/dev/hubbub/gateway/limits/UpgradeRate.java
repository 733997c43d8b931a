// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.gateway.LimitsConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** How often an address may try to open a socket on this node. Safe for use by several threads. */
public final class UpgradeRate {
    private final Buckets<InetAddress> buckets;

    /** A rate as set. */
    public UpgradeRate(LimitsConfig limits) {
        this(limits, System::nanoTime);
    }

    UpgradeRate(LimitsConfig limits, LongSupplier nanos) {
        buckets = new Buckets<>(Rate.perSecond(limits.upgradesPerSecond(), limits.upgradeBurst()), nanos);
    }

    /** Counts a try; when it is one too many, in what time the next may be made. */
    public Optional<Duration> tried(InetAddress address) {
        return buckets.take(address, 1) == 1
                ? Optional.empty()
                : Optional.of(buckets.untilNext(address).orElse(Duration.ZERO));
    }

    /** How many addresses are kept. */
    public long kept() {
        return buckets.size();
    }
}
