// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

/**
 * How a network link behaves.
 *
 * @param delayMillis with {@link Kind#DELAY}: how much later each byte arrives
 */
public record NetworkCondition(Kind kind, int delayMillis) {
    /** Bytes arrive at once. */
    public static final NetworkCondition NORMAL = new NetworkCondition(Kind.PASS, 0);

    /** What happens to bytes. */
    public enum Kind {
        /** They arrive. */
        PASS,
        /** They arrive later, in order. */
        DELAY,
        /** They are lost in both directions, without an error. Connections that lost some are reset when it ends. */
        DROP,
        /** They wait in both directions and arrive when it ends, as after a cable was unplugged for a while. */
        HOLD,
        /** Only bytes from the target wait. */
        HALF_OPEN,
        /** Open and new connections are reset. */
        CUT
    }

    public NetworkCondition {
        if (delayMillis < 0 || (delayMillis > 0) != (kind == Kind.DELAY)) {
            throw new IllegalArgumentException("delay: " + delayMillis + " (expected: > 0 with DELAY, else 0)");
        }
    }

    /** A condition without a delay. */
    public static NetworkCondition of(Kind kind) {
        return new NetworkCondition(kind, 0);
    }

    /** All bytes arrive later by this time. */
    public static NetworkCondition delay(int millis) {
        return new NetworkCondition(Kind.DELAY, millis);
    }

    /** The condition of bytes from the target. */
    NetworkCondition downstream() {
        return kind == Kind.HALF_OPEN ? of(Kind.HOLD) : this;
    }

    /** The condition of bytes to the target. */
    NetworkCondition upstream() {
        return kind == Kind.HALF_OPEN ? NORMAL : this;
    }
}
