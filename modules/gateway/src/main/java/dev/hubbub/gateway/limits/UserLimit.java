// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.gateway.config.LimitsConfig;

/** What of a user is counted. */
public enum UserLimit {
    /** Messages to rooms; taken one by one, so that the limit is exact. */
    MESSAGES("messages"),
    /** Hints that somebody types. */
    TYPING("typing"),
    /** Everything else. */
    REQUESTS("requests");

    private static final int BATCHES = 8;
    private static final int LARGEST_BATCH = 25;

    private final String text;

    UserLimit(String text) {
        this.text = text;
    }

    Rate rate(LimitsConfig limits) {
        return switch (this) {
            case MESSAGES -> new Rate(limits.messagesPerMinute(), limits.messageBurst());
            case TYPING -> Rate.perSecond(limits.typingPerSecond());
            case REQUESTS -> Rate.perSecond(limits.requestsPerSecond(), limits.requestBurst());
        };
    }

    /** How many tokens are fetched at a time: what is frequent need not ask each time. */
    int batch(Rate rate) {
        return this == MESSAGES ? 1 : Math.max(1, Math.min(LARGEST_BATCH, rate.burst() / BATCHES));
    }

    /** The name on the bus and in messages. */
    @Override
    public String toString() {
        return text;
    }
}
