// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.error.CloseCode;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How clients behave towards a hub. The defaults are those of PROTOCOL.md.
 *
 * @param resumeMode how they go on where they were
 * @param reconnectMillis the longest wait before coming back at once
 * @param backoffMillis the longest first wait before coming back later; it doubles
 * @param maxBackoffMillis the longest wait of all
 * @param idleTimeoutMillis after which a socket that brings nothing, not even an answer to a ping, is given up
 * @param requestTimeoutMillis after which a request counts as unanswered, and is sent again
 */
public record ClientPolicy(
        ResumeMode resumeMode,
        int reconnectMillis,
        int backoffMillis,
        int maxBackoffMillis,
        int idleTimeoutMillis,
        int requestTimeoutMillis) {
    /** As PROTOCOL.md says, and as impatient as a person. */
    public static final ClientPolicy DEFAULT = new ClientPolicy(ResumeMode.SINCE, 1_000, 1_000, 30_000, 6_000, 5_000);

    /** For short runs: back in no time. */
    public static final ClientPolicy HASTY = new ClientPolicy(ResumeMode.SINCE, 100, 200, 1_000, 3_000, 3_000);

    /** How to go on after having been away. */
    public enum ResumeMode {
        /** Register with the header {@code since}: the hub sends what was missed. */
        SINCE,
        /** Register, and read the history up to the position. */
        HISTORY
    }

    /** The same, going on in another way. */
    public ClientPolicy withResumeMode(ResumeMode other) {
        return new ClientPolicy(
                other, reconnectMillis, backoffMillis, maxBackoffMillis, idleTimeoutMillis, requestTimeoutMillis);
    }

    /**
     * A random wait before coming back, -1 for never.
     *
     * @param code with which the socket ended
     * @param failures how many times in a row it has been in vain
     */
    long reconnectDelayMillis(int code, int failures) {
        CloseCode.Return comeBack = Arrays.stream(CloseCode.values())
                .filter(known -> known.number() == code)
                .findFirst()
                .map(CloseCode::comeBack)
                .orElse(CloseCode.Return.LATER);
        return switch (comeBack) {
            case AT_ONCE -> failures == 0 ? random(reconnectMillis) : random(backoff(failures));
            case LATER -> random(backoff(failures));
            case NEW_TOKEN, NEVER -> -1;
        };
    }

    private long backoff(int failures) {
        return Math.min(maxBackoffMillis, (long) backoffMillis << Math.min(failures, 16));
    }

    private static long random(long bound) {
        return ThreadLocalRandom.current().nextLong(bound) + 1;
    }
}
