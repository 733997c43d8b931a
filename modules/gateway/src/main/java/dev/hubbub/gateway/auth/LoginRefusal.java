// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.util.Locale;

/** Why a login was refused, as metrics and the log name it. */
public enum LoginRefusal {
    /** The token was valid once. */
    EXPIRED,
    /** The token will be valid later: a clock is wrong. */
    NOT_YET_VALID,
    /** No key of this hub has signed the token. */
    SIGNATURE,
    /** Not {@code auth.issuer}. */
    ISSUER,
    /** Not {@code auth.audience}. */
    AUDIENCE,
    /** The token has no end, or lives too long. */
    LIFETIME,
    /** The token names no user, or one by an id that no user has. */
    USER,
    /** The token is older than the logout of its user. */
    LOGGED_OUT,
    /** A server key that is not configured. */
    SERVER_KEY,
    /** No credentials. */
    NO_TOKEN,
    /** Anything else that is no valid token. */
    MALFORMED,
    /** The host app has disabled the user. */
    DISABLED,
    /** A link of {@code dev} that was used before, or never existed. */
    TICKET,
    /** Another user than the socket has already. */
    OTHER_USER,
    /** The user has all sockets that a user may have. */
    SOCKETS_OF_USER,
    /** Too many logins have failed from the IP address. */
    FAILURES_OF_ADDRESS,
    /** More than allowed of anything else. */
    TOO_MANY,
    /** A part of the hub does not answer. */
    UNAVAILABLE;

    /** The reason of a failed login: the one that it names, or else what its code means for a login. */
    public static LoginRefusal of(HubException cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof LoginRefusedException refused) {
                return refused.reason();
            }
        }
        return byCode(cause);
    }

    private static LoginRefusal byCode(HubException cause) {
        return switch (ErrorCode.of(cause.number()).orElse(ErrorCode.INTERNAL)) {
            case BAD_REQUEST, UNAUTHORIZED, TOO_LARGE -> MALFORMED;
            case FORBIDDEN -> DISABLED;
            case NOT_FOUND -> TICKET;
            case CONFLICT -> OTHER_USER;
            case TOO_MANY -> TOO_MANY;
            case STALE, HELD, INTERNAL, UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** The value of the label {@code reason}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
