// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Whether the host app is asked about users who join, and what holds while it gives no answer.
 *
 * @param on whether it is asked: {@code rooms.joinHook}
 * @param millis how long an answer may take: {@code rooms.joinHookMillis}
 * @param failure what holds without an answer: {@code rooms.joinHookFailure}
 */
public record JoinHookConfig(boolean on, int millis, Failure failure) {
    /** How long an answer may take where nothing is set. */
    public static final int MILLIS = 1_000;

    /** The host app is not asked. */
    public static final JoinHookConfig OFF = new JoinHookConfig(false, MILLIS, Failure.CLOSED);

    private static final int LEAST_MILLIS = 10;

    /** Less than the 5 s after which the gateway gives a request up. */
    private static final int MOST_MILLIS = 4_000;

    /** What holds where a hook gives no answer. */
    public enum Failure {
        /** What was asked about does not happen, and the user may try again. */
        CLOSED,
        /** As if there were no hook: the rules of the room decide alone. */
        OPEN;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public JoinHookConfig {
        if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "rooms.joinHookMillis: " + millis + " (expected: " + LEAST_MILLIS + " to " + MOST_MILLIS + ")");
        }
        if (failure == null) {
            throw new IllegalArgumentException("rooms.joinHookFailure: missing (expected: closed or open)");
        }
    }
}
