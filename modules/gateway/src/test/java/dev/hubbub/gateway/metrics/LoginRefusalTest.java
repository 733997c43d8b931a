// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LoginRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, token has expired, EXPIRED",
        "UNAUTHORIZED, token is not yet valid, NOT_YET_VALID",
        "UNAUTHORIZED, token is not signed by a key of this hub, SIGNATURE",
        "UNAUTHORIZED, token is not accepted or has expired, SIGNATURE",
        "UNAUTHORIZED, token is of another issuer, ISSUER",
        "UNAUTHORIZED, token is for another audience, AUDIENCE",
        "UNAUTHORIZED, token has no expiry, LIFETIME",
        "UNAUTHORIZED, token has no user in claim sub, USER",
        "UNAUTHORIZED, token is from before a logout, LOGGED_OUT",
        "UNAUTHORIZED, neither a token nor a server key, SERVER_KEY",
        "UNAUTHORIZED, expected a bearer token, NO_TOKEN",
        "UNAUTHORIZED, token is not base64url, MALFORMED",
        "BAD_REQUEST, token: missing, MALFORMED",
        "FORBIDDEN, user is disabled, DISABLED",
        "NOT_FOUND, no such ticket, TICKET",
        "CONFLICT, socket belongs to another user, OTHER_USER",
        "TOO_MANY, sockets: a user has 5 at most, SOCKETS_OF_USER",
        "TOO_MANY, logins: too many failed from this address, FAILURES_OF_ADDRESS",
        "TOO_MANY, other, TOO_MANY",
        "UNAVAILABLE, no answer in time, UNAVAILABLE"
    })
    void reasonIsReadFromTheCodeAndTheText(ErrorCode code, String text, LoginRefusal reason) {
        HubException cause = new HubException(code, text);
        assertThat(LoginRefusal.of(cause)).isEqualTo(reason);
        assertThat(LoginRefusal.of(new RefusedException(cause, null))).isEqualTo(reason);
    }

    @Test
    void failureOfAVerticleOfTheOperatorHasAReasonToo() {
        assertThat(LoginRefusal.of(HubException.received(2_000, null))).isEqualTo(LoginRefusal.UNAVAILABLE);
    }
}
