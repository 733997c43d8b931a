// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.error;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why a request failed. The number is the failure code on the bus and on the wire; 4xx is a fault of the caller, 5xx
 * of the hub. Numbers are never reused; 1000 and above are free for verticles of the operator.
 */
public enum ErrorCode {
    /** The frame or the body breaks the rules of PROTOCOL.md. */
    BAD_REQUEST(400, false),
    /** No token, or a token that is not accepted. */
    UNAUTHORIZED(401, false),
    /** Not allowed; also the answer for a room that does not exist, so that a client cannot probe for rooms. */
    FORBIDDEN(403, false),
    /** It does not exist, among what the caller may know. */
    NOT_FOUND(404, false),
    /** It contradicts what already exists. */
    CONFLICT(409, false),
    /**
     * The members of the room changed after the authorization: authorize again. Or the shard moved: send again. Nothing
     * was done. Never sent to clients.
     */
    STALE(412, true),
    /** The text is larger than allowed. */
    TOO_LARGE(413, false),
    /** The message waits for a moderator. The text ends with its id. */
    HELD(423, false),
    /** More than allowed at a time; try again later. */
    TOO_MANY(429, true),
    /** A fault of the hub; the text and the log carry the same incident id. */
    INTERNAL(500, false),
    /** A part of the hub cannot be reached or did not answer in time. The request may have taken effect or not. */
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
