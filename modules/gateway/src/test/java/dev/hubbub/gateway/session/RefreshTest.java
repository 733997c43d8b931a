// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.auth.RsaKeys;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.token.Token;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Newer tokens on a session that has a user. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class RefreshTest {
    private static final Duration SKEW = Duration.ofSeconds(20);

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void gateway(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS).over(transport);
    }

    private BridgeClient login(Token token) {
        BridgeClient client = gateway.connect();
        client.login(token.sign());
        return client;
    }

    private static Token ann() {
        return TOKENS.user("ann");
    }

    private static long in(Duration time) {
        return Instant.now().plus(time).getEpochSecond();
    }

    private static Session.LoggedIn refresh(BridgeClient client, String token) {
        return client.call(Session.REFRESH, new Session.Refresh(token));
    }

    private static void refused(BridgeClient client, String token, ErrorCode code, String words) {
        assertThatThrownBy(() -> refresh(client, token))
                .isInstanceOfSatisfying(
                        BridgeFailure.class, e -> assertThat(e.is(code)).isTrue())
                .hasMessageContaining(words);
    }

    private static void alive(BridgeClient client) {
        assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void refusedTokenLeavesTheSocketAsLongAsItsOwnHolds() {
        BridgeClient brief = login(ann().expiresAt(Instant.now().plusSeconds(4)));
        refused(brief, "nonsense", ErrorCode.UNAUTHORIZED, "token is not a signed JWT");
        BridgeClient client = login(ann());
        Map<String, String> bad = Map.of(
                "nonsense",
                "token is not a signed JWT",
                ann().claim("nbf", in(Duration.ofMinutes(2))).sign(),
                "token is not yet valid",
                ann().claim("iat", in(Duration.ofMinutes(2))).sign(),
                "token is not yet valid",
                ann().expiresIn(Duration.ofSeconds(-1)).sign(),
                "token has expired",
                ann().expiresIn(Duration.ofDays(3_650)).sign(),
                "(expected: at most ",
                RsaKeys.tokens("RS256", 0).user("ann").sign(),
                "token is not signed by a key of this hub",
                RsaKeys.tokens("RS256", 0).user("bob").sign(),
                "token is not signed by a key of this hub");
        bad.forEach((token, words) -> refused(client, token, ErrorCode.UNAUTHORIZED, words));
        alive(client);
        refresh(client, ann().expiresIn(Duration.ofHours(2)).sign());
        assertThat(brief.awaitClosed().code()).isEqualTo(4401);
        alive(client);
    }

    @Test
    void tokenThatExpiresEarlierIsNoRefresh() {
        BridgeClient client = login(ann());
        String earlier = ann().expiresIn(Duration.ofMinutes(30)).sign();
        refused(client, earlier, ErrorCode.BAD_REQUEST, "token: expires before the one in use");
        alive(client);
        String later = ann().expiresIn(Duration.ofHours(2)).sign();
        Instant end = refresh(client, later).expiresAt();
        assertThat(refresh(client, later).expiresAt()).as("the same again").isEqualTo(end);
    }

    @Test
    void issuerWhoseClockIsAheadLogsInAndRefreshes() {
        Token ahead = ann().claim("iat", in(SKEW)).claim("nbf", in(SKEW));
        BridgeClient client = login(ahead);
        refresh(client, ahead.expiresIn(Duration.ofHours(2)).sign());
        alive(client);
        gateway.hub.announce(new Revoked(new UserId("ann"), Instant.now().plusSeconds(1), false));
        assertThat(client.awaitClosed().code())
                .as("the logout was later than the login")
                .isEqualTo(4401);
    }

    @Test
    void tokenOfAnotherUserClosesTheSocketWhoeverThatIs() {
        BridgeClient client = login(ann());
        gateway.hub.refuse("bob", ErrorCode.FORBIDDEN);
        String other = TOKENS.user("bob").expiresIn(Duration.ofMinutes(1)).sign();
        refused(client, other, ErrorCode.CONFLICT, "socket belongs to another user");
        assertThat(client.awaitClosed().code()).isEqualTo(4409);
    }
}
