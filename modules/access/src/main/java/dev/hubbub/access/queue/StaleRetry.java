// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;

/** Retries of requests that the log refuses as stale, since the members changed after the request was authorized. */
public final class StaleRetry {
    /** How often a request is authorized before it fails. */
    public static final int MAX_ATTEMPTS = 5;

    public static boolean isStale(Throwable cause) {
        return cause instanceof HubException failure && failure.is(ErrorCode.STALE);
    }

    /** The failure that the caller sees after the last attempt; STALE stays between verticles. */
    public static Throwable forCaller(Throwable cause) {
        return isStale(cause)
                ? new HubException(ErrorCode.UNAVAILABLE, "the members of the room change too fast, try again")
                : cause;
    }

    private StaleRetry() {}
}
