// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;

/** The log's refusal of a judgement that the room's members have outrun. */
final class Staleness {
    /** How often a request is judged before it is given up. */
    static final int MAX_JUDGEMENTS = 5;

    static boolean is(Throwable cause) {
        return cause instanceof HubException failure && failure.is(ErrorCode.STALE);
    }

    /** What the caller reads instead when it was judged too often; STALE stays between verticles. */
    static Throwable shown(Throwable cause) {
        return is(cause)
                ? new HubException(ErrorCode.UNAVAILABLE, "the members of the room change too fast, try again")
                : cause;
    }

    private Staleness() {}
}
