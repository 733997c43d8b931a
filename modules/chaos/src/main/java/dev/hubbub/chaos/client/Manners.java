// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.error.CloseCode;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How clients behave towards a hub. The defaults are those of PROTOCOL.md.
 *
 * @param resumption how they go on where they were
 * @param atOnceMillis the longest wait before coming back at once
 * @param laterMillis the longest first wait before coming back later; it doubles
 * @param latestMillis the longest wait of all
 * @param silenceMillis after which a socket that brings nothing, not even an answer to a ping, is given up
 * @param answerMillis after which a request counts as unanswered, and is sent again
 */
public record Manners(
        Resumption resumption,
        int atOnceMillis,
        int laterMillis,
        int latestMillis,
        int silenceMillis,
        int answerMillis) {
    /** As PROTOCOL.md says, and as impatient as a person. */
    public static final Manners DEFAULT = new Manners(Resumption.SINCE, 1_000, 1_000, 30_000, 6_000, 5_000);

    /** For short runs: back in no time. */
    public static final Manners HASTY = new Manners(Resumption.SINCE, 100, 200, 1_000, 3_000, 3_000);

    /** How to go on after having been away. */
    public enum Resumption {
        /** Register with the header {@code since}: the hub sends what was missed. */
        SINCE,
        /** Register, and read the history up to the position. */
        HISTORY
    }

    /** The same, going on in another way. */
    public Manners with(Resumption other) {
        return new Manners(other, atOnceMillis, laterMillis, latestMillis, silenceMillis, answerMillis);
    }

    /**
     * A random wait before coming back, -1 for never.
     *
     * @param code with which the socket ended
     * @param failures how many times in a row it has been in vain
     */
    long waitMillis(int code, int failures) {
        CloseCode.Return comeBack = Arrays.stream(CloseCode.values())
                .filter(known -> known.number() == code)
                .findFirst()
                .map(CloseCode::comeBack)
                .orElse(CloseCode.Return.LATER);
        return switch (comeBack) {
            case AT_ONCE -> failures == 0 ? random(atOnceMillis) : random(later(failures));
            case LATER -> random(later(failures));
            case NEW_TOKEN, NEVER -> -1;
        };
    }

    private long later(int failures) {
        return Math.min(latestMillis, (long) laterMillis << Math.min(failures, 16));
    }

    private static long random(long bound) {
        return ThreadLocalRandom.current().nextLong(bound) + 1;
    }
}
