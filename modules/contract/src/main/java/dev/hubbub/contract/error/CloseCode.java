// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.error;

/** Why the hub closed a socket, and whether and when the client reconnects. */
public enum CloseCode {
    /** The node shuts down. */
    GOING_AWAY(1001, Return.AT_ONCE, "node is going away"),
    /** A WebSocket frame that breaks RFC 6455. */
    PROTOCOL_ERROR(1002, Return.NEVER, "frame breaks RFC 6455"),
    /** A text that is not UTF-8. */
    INVALID_TEXT(1007, Return.NEVER, "text is not UTF-8"),
    /** The client did not read fast enough; its buffer was full. The history has what it missed. */
    TOO_SLOW(4008, Return.AT_ONCE, "resync: reading too slowly"),
    /** Frames that break the protocol, repeatedly or before the login. */
    BAD_FRAME(4400, Return.NEVER, "frames break the protocol"),
    /** The token was refused or has expired. */
    UNAUTHORIZED(4401, Return.NEW_TOKEN, "token refused or expired"),
    /** The host app has disabled the user. */
    DISABLED(4403, Return.NEVER, "user is disabled"),
    /** No login within the time allowed. */
    LOGIN_TIMEOUT(4408, Return.LATER, "no login in time"),
    /** A login of another user on a socket that has a user already. */
    IDENTITY_CONFLICT(4409, Return.NEVER, "socket belongs to another user"),
    /** The peer answered no heartbeat. */
    HEARTBEAT_LOST(4410, Return.AT_ONCE, "no answer to heartbeats"),
    /** A newer socket of the same user took its place: two that came back by themselves would replace each other for ever. */
    REPLACED(4411, Return.NEVER, "a newer socket of this user took its place"),
    /** No login, and a newer socket from the same address took its place: there are too many for any to wait long. */
    CROWDED_OUT(4412, Return.LATER, "no login while others of this address came"),
    /** A message larger than allowed. */
    TOO_LARGE(4413, Return.NEVER, "message too large"),
    /** More frames at a time, or more sockets of one user, than allowed. */
    TOO_MANY(4429, Return.LATER, "too many"),
    /** A fault of the hub. */
    INTERNAL(4500, Return.LATER, "internal error");

    /** When a client reconnects. It waits a random time first, so that not all clients reconnect at once. */
    public enum Return {
        /** After a random wait of up to 1 s. */
        AT_ONCE,
        /** After a random wait that doubles from 1 s to 30 s. */
        LATER,
        /** Once the host app has given it a new token. */
        NEW_TOKEN,
        /** Never by itself: the client is at fault, or its user goes on elsewhere. */
        NEVER
    }

    private final int number;
    private final Return comeBack;
    private final String reason;

    CloseCode(int number, Return comeBack, String reason) {
        this.number = number;
        this.comeBack = comeBack;
        this.reason = reason;
    }

    /** The WebSocket close code. */
    public int number() {
        return number;
    }

    /** When the client reconnects. */
    public Return comeBack() {
        return comeBack;
    }

    /** The text in the close frame. */
    public String reason() {
        return reason;
    }
}
