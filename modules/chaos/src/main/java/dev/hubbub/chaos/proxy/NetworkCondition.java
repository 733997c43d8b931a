// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

/**
 * How a network behaves.
 *
 * @param delayMillis with {@link Kind#DELAY}: how much later each byte arrives
 */
public record NetworkCondition(Kind kind, int delayMillis) {
    /** As it should be. */
    public static final NetworkCondition NORMAL = new NetworkCondition(Kind.PASS, 0);

    /** What happens to bytes. */
    public enum Kind {
        /** They arrive. */
        PASS,
        /** They arrive later, in order. */
        DELAY,
        /** They vanish in both directions; nobody is told. Connections that lost some are reset when it ends. */
        DROP,
        /** They wait in both directions, and arrive when it ends, like over a cable that was pulled for a while. */
        HOLD,
        /** Only what comes back from the target waits. */
        HALF_OPEN,
        /** Connections are reset, and new ones too. */
        CUT
    }

    public NetworkCondition {
        if (delayMillis < 0 || (delayMillis > 0) != (kind == Kind.DELAY)) {
            throw new IllegalArgumentException("delay: " + delayMillis + " (expected: > 0 with DELAY, else 0)");
        }
    }

    /** A weather without a parameter. */
    public static NetworkCondition of(Kind kind) {
        return new NetworkCondition(kind, 0);
    }

    /** Everything arrives this much later. */
    public static NetworkCondition delay(int millis) {
        return new NetworkCondition(Kind.DELAY, millis);
    }

    /** For the way back from the target. */
    NetworkCondition downstream() {
        return kind == Kind.HALF_OPEN ? of(Kind.HOLD) : this;
    }

    /** For the way to the target. */
    NetworkCondition upstream() {
        return kind == Kind.HALF_OPEN ? NORMAL : this;
    }
}
