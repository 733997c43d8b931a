// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

/**
 * How a network behaves.
 *
 * @param delayMillis with {@link Kind#DELAY}: how much later each byte arrives
 */
public record Weather(Kind kind, int delayMillis) {
    /** As it should be. */
    public static final Weather FINE = new Weather(Kind.PASS, 0);

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

    public Weather {
        if (delayMillis < 0 || (delayMillis > 0) != (kind == Kind.DELAY)) {
            throw new IllegalArgumentException("delay: " + delayMillis + " (expected: > 0 with DELAY, else 0)");
        }
    }

    /** A weather without a parameter. */
    public static Weather of(Kind kind) {
        return new Weather(kind, 0);
    }

    /** Everything arrives this much later. */
    public static Weather delay(int millis) {
        return new Weather(Kind.DELAY, millis);
    }

    /** For the way back from the target. */
    Weather back() {
        return kind == Kind.HALF_OPEN ? of(Kind.HOLD) : this;
    }

    /** For the way to the target. */
    Weather forth() {
        return kind == Kind.HALF_OPEN ? FINE : this;
    }
}
