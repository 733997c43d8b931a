// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.gateway.config.LimitsConfig;
import java.time.Duration;

/**
 * How often something may happen.
 *
 * @param perMinute how many tokens come back in a minute; 0: without a limit
 * @param burst how many there are at most
 */
public record Rate(int perMinute, int burst) {
    /** As many in a second, and as many at once. */
    public static Rate perSecond(int tokens) {
        return perSecond(tokens, Math.max(1, tokens));
    }

    /** As many in a second, with so many at once. */
    public static Rate perSecond(int tokens, int burst) {
        return new Rate(60 * tokens, burst);
    }

    /** The rate of a limit of users. */
    static Rate of(RateLimit limit, LimitsConfig.Requests limits) {
        return switch (limit) {
            case MESSAGES -> new Rate(limits.messagesPerMinute(), limits.messageBurst());
            case TYPING -> perSecond(limits.typingPerSecond());
            case SIGNALS -> perSecond(limits.signalsPerSecond(), limits.signalBurst());
            case MEMBERSHIPS ->
                new Rate(limits.membershipChangesPerMinute(), Math.max(1, limits.membershipChangesPerMinute()));
            case REQUESTS -> perSecond(limits.requestsPerSecond(), limits.requestBurst());
        };
    }

    /** Whether there is no limit. */
    public boolean unlimited() {
        return perMinute == 0;
    }

    /** In what time so many tokens come back. */
    Duration refill(int tokens) {
        return Duration.ofMinutes(1).multipliedBy(tokens).dividedBy(perMinute);
    }
}
