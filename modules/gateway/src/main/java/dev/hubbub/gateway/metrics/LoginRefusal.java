// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a login was refused, as metrics and the log name it. */
public enum LoginRefusal {
    /** The token was valid once. */
    EXPIRED("token has expired"),
    /** The token will be valid later: a clock is wrong. */
    NOT_YET_VALID("token is not yet valid"),
    /** No key of this hub has signed the token. */
    SIGNATURE("token is not signed by", "token is not accepted"),
    /** Not {@code auth.issuer}. */
    ISSUER("token is of another issuer"),
    /** Not {@code auth.audience}. */
    AUDIENCE("token is for another audience"),
    /** The token has no end, or lives too long. */
    LIFETIME("token has no expiry", "token is valid for"),
    /** The token names no user. */
    USER("token has no user"),
    /** The token is older than the logout of its user. */
    LOGGED_OUT("token is from before a logout"),
    /** A server key that is not configured. */
    SERVER_KEY("neither a token nor a server key"),
    /** No credentials. */
    NO_TOKEN("expected a bearer token"),
    /** Anything else that is no valid token. */
    MALFORMED,
    /** The host app has disabled the user. */
    DISABLED,
    /** A link of {@code dev} that was used before, or never existed. */
    TICKET,
    /** Another user than the socket has already. */
    OTHER_USER,
    /** The user has all sockets that a user may have. */
    SOCKETS_OF_USER("sockets:"),
    /** Too many logins have failed from the IP address. */
    FAILURES_OF_ADDRESS("logins:"),
    /** More than allowed of anything else. */
    TOO_MANY,
    /** A part of the hub does not answer. */
    UNAVAILABLE;

    private final @Nullable String text;
    private final @Nullable String otherText;

    LoginRefusal() {
        this(null);
    }

    LoginRefusal(@Nullable String text) {
        this(text, null);
    }

    /** How the failure begins after the name of its code, either way; null: the code alone says it. */
    LoginRefusal(@Nullable String text, @Nullable String otherText) {
        this.text = text;
        this.otherText = otherText;
    }

    /** The reason of a failed login. */
    public static LoginRefusal of(HubException cause) {
        String text = cause.getMessage();
        String words = text.substring(text.indexOf(": ") < 0 ? 0 : text.indexOf(": ") + 2);
        return Arrays.stream(values())
                .filter(reason -> begins(words, reason.text) || begins(words, reason.otherText))
                .findFirst()
                .orElseGet(() -> byCode(cause));
    }

    private static boolean begins(String words, @Nullable String text) {
        return text != null && words.startsWith(text);
    }

    private static LoginRefusal byCode(HubException cause) {
        return switch (ErrorCode.of(cause.number()).orElse(ErrorCode.INTERNAL)) {
            case BAD_REQUEST, UNAUTHORIZED, TOO_LARGE -> MALFORMED;
            case FORBIDDEN -> DISABLED;
            case NOT_FOUND -> TICKET;
            case CONFLICT -> OTHER_USER;
            case TOO_MANY -> TOO_MANY;
            case STALE, INTERNAL, UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** The value of the label {@code reason}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
