// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

/**
 * The times of presence.
 *
 * @param leaseMillis how long a report of a gateway is valid unless another follows: {@code presence.leaseMillis}
 * @param graceMillis how long a user without a socket stays online: {@code presence.graceMillis}
 * @param typingMillis how long a user counts as typing after one hint: {@code presence.typingMillis}
 * @param awayMillis after how long without a request a user is shown as away; 0: never: {@code presence.awayMillis}
 */
public record PresenceConfig(int leaseMillis, int graceMillis, int typingMillis, int awayMillis) {
    private static final int AWAY_MILLIS = 300_000;

    public PresenceConfig {
        atLeast("presence.leaseMillis", leaseMillis, 100);
        atLeast("presence.graceMillis", graceMillis, 0);
        atLeast("presence.typingMillis", typingMillis, 100);
        atLeast("presence.awayMillis", awayMillis, 0);
    }

    /** With users who are away after 5 min. */
    public PresenceConfig(int leaseMillis, int graceMillis, int typingMillis) {
        this(leaseMillis, graceMillis, typingMillis, AWAY_MILLIS);
    }

    /** Leases of 5 s, 3 s of grace, 5 s of typing, away after 5 min. */
    public static PresenceConfig defaults() {
        return new PresenceConfig(5_000, 3_000, 5_000);
    }

    private static void atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(key + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
