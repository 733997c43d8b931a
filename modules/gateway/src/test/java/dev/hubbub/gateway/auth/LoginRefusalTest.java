// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.AuthConfig;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.testkit.token.Token;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(VertxExtension.class)
final class LoginRefusalTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Tokens OURS = Tokens.hs256(SECRET);
    private static final Tokens FOREIGN = Tokens.hs256(SECRET + SECRET);

    @ParameterizedTest
    @EnumSource
    void reasonIsTheOneThatTheRefusalNames(LoginRefusal reason) {
        HubException cause = HubException.tooMany("token has expired", Duration.ofSeconds(3));
        LoginRefusedException refused = new LoginRefusedException(reason, cause);
        assertThat(LoginRefusal.of(refused)).isEqualTo(reason);
        assertThat(LoginRefusal.of(new RefusedException(refused, null))).isEqualTo(reason);
        assertThat(refused).hasMessage(cause.getMessage());
        assertThat(refused.number()).isEqualTo(cause.number());
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED, MALFORMED",
        "BAD_REQUEST, MALFORMED",
        "TOO_LARGE, MALFORMED",
        "FORBIDDEN, DISABLED",
        "NOT_FOUND, TICKET",
        "CONFLICT, OTHER_USER",
        "TOO_MANY, TOO_MANY",
        "UNAVAILABLE, UNAVAILABLE",
        "INTERNAL, UNAVAILABLE",
        "HELD, UNAVAILABLE"
    })
    void withoutOneTheCodeSaysItAndTheWordsNever(ErrorCode code, LoginRefusal reason) {
        for (String words : new String[] {"token has expired", "logins: too many", "sockets: 5", "x"}) {
            HubException cause = new HubException(code, words);
            assertThat(LoginRefusal.of(cause)).isEqualTo(reason);
            assertThat(LoginRefusal.of(new RefusedException(cause, null))).isEqualTo(reason);
        }
    }

    @Test
    void failureOfAVerticleOfTheOperatorHasAReasonToo() {
        assertThat(LoginRefusal.of(HubException.received(2_000, null))).isEqualTo(LoginRefusal.UNAVAILABLE);
    }

    private static Token ann() {
        return OURS.user("ann").claim("iss", "shop").claim("aud", "chat");
    }

    private static long in(int seconds) {
        return Instant.now().getEpochSecond() + seconds;
    }

    @Test
    void refusedTokenNamesItsReason(Vertx vertx) throws Exception {
        AuthConfig auth = Json.read(
                new JsonObject().put("hs256", SECRET).put("issuer", "shop").put("audience", "chat"), AuthConfig.class);
        TokenVerifier verifier =
                new TokenVerifier(vertx, auth, KeyRing.open(vertx, auth).await(5, SECONDS));
        verifier.verify(ann().sign()).await(5, SECONDS);
        refused(verifier, ann().claim("exp", in(-1)).sign(), LoginRefusal.EXPIRED);
        refused(verifier, ann().claim("nbf", in(300)).sign(), LoginRefusal.NOT_YET_VALID);
        refused(verifier, ann().claim("iat", in(300)).sign(), LoginRefusal.NOT_YET_VALID);
        refused(verifier, ann().without("exp").sign(), LoginRefusal.LIFETIME);
        refused(verifier, ann().claim("exp", in(99_999_999)).sign(), LoginRefusal.LIFETIME);
        refused(verifier, ann().claim("iss", "other").sign(), LoginRefusal.ISSUER);
        refused(verifier, ann().claim("aud", "other").sign(), LoginRefusal.AUDIENCE);
        refused(verifier, ann().without("sub").sign(), LoginRefusal.USER);
        refused(verifier, ann().claim("sub", "a user").sign(), LoginRefusal.USER);
        refused(verifier, ann().claim("sub", "server.shop").sign(), LoginRefusal.USER);
        refused(verifier, FOREIGN.user("ann").sign(), LoginRefusal.SIGNATURE);
        refused(verifier, "token has expired", LoginRefusal.MALFORMED);
        refused(verifier, ann().claim("exp", "soon").sign(), LoginRefusal.MALFORMED);
    }

    private static void refused(TokenVerifier verifier, String token, LoginRefusal reason) {
        LoginRefusedException refused = catchThrowableOfType(
                LoginRefusedException.class, () -> verifier.verify(token).await(5, SECONDS));
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(reason);
        assertThat(refused.is(ErrorCode.UNAUTHORIZED)).isTrue();
    }
}
