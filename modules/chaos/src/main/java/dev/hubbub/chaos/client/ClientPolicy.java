// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.error.CloseCode;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How clients behave towards a hub. The defaults are those of PROTOCOL.md.
 *
 * @param resumeMode how they resume
 * @param reconnectMillis the longest wait before an immediate reconnect
 * @param backoffMillis the longest first wait before a later reconnect; it doubles
 * @param maxBackoffMillis the limit of all waits
 * @param idleTimeoutMillis after which a client drops a socket that receives nothing, not even a pong
 * @param requestTimeoutMillis after which a client sends an unanswered request again
 */
public record ClientPolicy(
        ResumeMode resumeMode,
        int reconnectMillis,
        int backoffMillis,
        int maxBackoffMillis,
        int idleTimeoutMillis,
        int requestTimeoutMillis) {
    /** As PROTOCOL.md says, with time-outs of an interactive client. */
    public static final ClientPolicy DEFAULT = new ClientPolicy(ResumeMode.SINCE, 1_000, 1_000, 30_000, 6_000, 5_000);

    /** Short waits, for short runs. */
    public static final ClientPolicy HASTY = new ClientPolicy(ResumeMode.SINCE, 100, 200, 1_000, 3_000, 3_000);

    /** How a client resumes after an outage. */
    public enum ResumeMode {
        /** Register with the header {@code since}: the hub sends what was missed. */
        SINCE,
        /** Register, and read the history up to the position. */
        HISTORY
    }

    /** The same policy with another resume mode. */
    public ClientPolicy withResumeMode(ResumeMode other) {
        return new ClientPolicy(
                other, reconnectMillis, backoffMillis, maxBackoffMillis, idleTimeoutMillis, requestTimeoutMillis);
    }

    /**
     * A random wait before the next connect; -1 for never.
     *
     * @param code the close code of the socket
     * @param failures the number of failed attempts in a row
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
