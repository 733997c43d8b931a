// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import dev.hubbub.contract.error.ErrorCode;

/** Why the gateway itself refuses what a client wants. */
public enum Fault {
    /** A frame is not one JSON object. */
    INVALID_JSON(ErrorCode.BAD_REQUEST, "frame is not one JSON object as PROTOCOL.md says"),
    /** A frame without a type. */
    MISSING_TYPE(ErrorCode.BAD_REQUEST, "frame has no type"),
    /** A frame of a type that there is not. */
    INVALID_TYPE(ErrorCode.BAD_REQUEST, "frame type is unknown"),
    /** A frame without an address. */
    MISSING_ADDRESS(ErrorCode.BAD_REQUEST, "frame has no address"),
    /** An address that cannot be one. */
    BAD_ADDRESS(ErrorCode.BAD_REQUEST, "address is not 1 to 200 printable characters"),
    /** A reply address that cannot be one. */
    BAD_REPLY_ADDRESS(ErrorCode.BAD_REQUEST, "replyAddress is not 1 to 64 printable characters"),
    /** Headers that are no map of texts. */
    BAD_HEADERS(ErrorCode.BAD_REQUEST, "headers is not an object of one-line strings"),
    /** The outcome of a request that is none. */
    BAD_FAILURE(ErrorCode.BAD_REQUEST, "failureCode is not a number from 1 to 999999 with a message of one line"),
    /** A client publishes. */
    PUBLISH(ErrorCode.FORBIDDEN, "publish is not for clients"),
    /** An address that is not for clients. */
    NOT_EXPOSED(ErrorCode.FORBIDDEN, "address is not exposed"),
    /** A request that the server key is not for. */
    OUT_OF_SCOPE(ErrorCode.FORBIDDEN, "request is not in the scopes of this key"),
    /** A request before the login. */
    NOT_LOGGED_IN(ErrorCode.UNAUTHORIZED, "log in first"),
    /** A feed that is followed already. */
    REGISTERED(ErrorCode.CONFLICT, "address is registered already"),
    /** A feed that is not followed. */
    NOT_REGISTERED(ErrorCode.CONFLICT, "address is not registered"),
    /** More feeds than a session may follow. */
    TOO_MANY_REGISTERED(ErrorCode.TOO_MANY, "too many registrations on this socket");

    private final ErrorCode code;
    private final String text;

    Fault(ErrorCode code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The failure code. */
    public ErrorCode code() {
        return code;
    }

    /** What the client reads after the name of the code. */
    public String text() {
        return text;
    }
}
