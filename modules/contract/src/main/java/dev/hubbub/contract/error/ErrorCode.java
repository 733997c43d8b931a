// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a request failed. The number is the failure code on the bus and on the wire; 4xx is the caller's fault, 5xx
 * ours. Numbers are never reused; 1000 and above are free for an operator's own verticles.
 */
public enum ErrorCode {
    /** The frame or the body breaks the rules of PROTOCOL.md. */
    BAD_REQUEST(400, false),
    /** No token, or one that is not accepted. */
    UNAUTHORIZED(401, false),
    /** Not allowed; also the answer for a room that does not exist, so that nobody can probe for rooms. */
    FORBIDDEN(403, false),
    /** No such thing, among things that the caller may know of. */
    NOT_FOUND(404, false),
    /** It contradicts what is already there. */
    CONFLICT(409, false),
    /**
     * The room's members changed after the permission was judged: judge again; or the shard moved: ask again. Nothing was
     * done. Stays between verticles.
     */
    STALE(412, true),
    /** The text is larger than allowed. */
    TOO_LARGE(413, false),
    /** More than allowed at a time; try again later. */
    TOO_MANY(429, true),
    /** Our mistake; the text carries an incident id that the log has too. */
    INTERNAL(500, false),
    /** A part of the hub cannot be reached or did not answer in time. Whether it was done is not known. */
    UNAVAILABLE(503, true);

    private final int number;
    private final boolean retryable;

    ErrorCode(int number, boolean retryable) {
        this.number = number;
        this.retryable = retryable;
    }

    /** The failure code on the bus and on the wire. */
    public int number() {
        return number;
    }

    /** Whether the same request may succeed when it is sent again. */
    public boolean retryable() {
        return retryable;
    }

    /** The code with this number. */
    public static Optional<ErrorCode> of(int number) {
        return Arrays.stream(values()).filter(code -> code.number == number).findFirst();
    }
}
