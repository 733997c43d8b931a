// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;

/** The log's refusal of a judgement that the room's members have outrun. */
public final class StaleRetry {
    /** How often a request is judged before it is given up. */
    public static final int MAX_ATTEMPTS = 5;

    public static boolean isStale(Throwable cause) {
        return cause instanceof HubException failure && failure.is(ErrorCode.STALE);
    }

    /** What the caller reads instead when it was judged too often; STALE stays between verticles. */
    public static Throwable forCaller(Throwable cause) {
        return isStale(cause)
                ? new HubException(ErrorCode.UNAVAILABLE, "the members of the room change too fast, try again")
                : cause;
    }

    private StaleRetry() {}
}
