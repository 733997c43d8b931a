// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import dev.hubbub.contract.error.ErrorCode;

/** What can be wrong with a client's frame, with the word by which the stock bridge calls the same. */
public enum FrameFault {
    INVALID_JSON("invalid_json", ErrorCode.BAD_REQUEST, "frame is not one JSON object as PROTOCOL.md says"),
    MISSING_TYPE("missing_type", ErrorCode.BAD_REQUEST, "frame has no type"),
    INVALID_TYPE("invalid_type", ErrorCode.BAD_REQUEST, "frame type is unknown"),
    MISSING_ADDRESS("missing_address", ErrorCode.BAD_REQUEST, "frame has no address"),
    BAD_ADDRESS("max_address_length_reached", ErrorCode.BAD_REQUEST, "address is not 1 to 200 printable characters"),
    BAD_REPLY_ADDRESS(
            "invalid_reply_address", ErrorCode.BAD_REQUEST, "replyAddress is not 1 to 64 printable characters"),
    BAD_HEADERS("invalid_headers", ErrorCode.BAD_REQUEST, "headers is not an object of one-line strings"),
    PUBLISH("access_denied", ErrorCode.FORBIDDEN, "publish is not for clients"),
    NOT_EXPOSED("access_denied", ErrorCode.FORBIDDEN, "address is not exposed"),
    NOT_LOGGED_IN("not_logged_in", ErrorCode.UNAUTHORIZED, "log in first"),
    REGISTERED("address_already_registered", ErrorCode.CONFLICT, "address is registered already"),
    NOT_REGISTERED("not_registered", ErrorCode.CONFLICT, "address is not registered"),
    TOO_MANY_REGISTERED("max_handlers_reached", ErrorCode.TOO_MANY, "too many registrations on this socket");

    private final String word;
    private final ErrorCode code;
    private final String text;

    FrameFault(String word, ErrorCode code, String text) {
        this.word = word;
        this.code = code;
        this.text = text;
    }

    /** What the stock bridge puts into the body of such an error. */
    public String word() {
        return word;
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
