// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Access.Revoked;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.ShortDeadlines;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Transport;
import dev.hubbub.testkit.token.Token;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Users who were logged out or disabled. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class RevocationTest {
    private static final Sockets SOCKETS = new Sockets(3_000, null, null, null, null, null, null, null, null);
    private static final UserId ANN = new UserId("ann");
    private final Instant now = Instant.now();

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void gateway(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, SOCKETS).over(transport);
    }

    private BridgeClient login(Token token) {
        BridgeClient client = gateway.connect();
        client.login(token.sign());
        return client;
    }

    private static Token issued(Instant when) {
        return TOKENS.user("ann").claim("iat", when.getEpochSecond());
    }

    private static void alive(BridgeClient client) {
        assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void logoutClosesTheSocketsOfOlderTokensOnEveryEventLoop() {
        List<BridgeClient> old = IntStream.range(0, 6)
                .mapToObj(i -> login(issued(now.minusSeconds(10))))
                .toList();
        BridgeClient ageless = login(TOKENS.user("ann").without("iat"));
        BridgeClient newer = login(issued(now));
        BridgeClient refreshed = login(issued(now.minusSeconds(10)));
        refreshed.call(Session.REFRESH, new Session.Refresh(issued(now).sign()));
        BridgeClient bob = gateway.login("bob");
        gateway.hub.announce(new Revoked(ANN, now.minusSeconds(10), false));
        old.forEach(client -> assertThat(client.awaitClosed().code()).isEqualTo(4401));
        assertThat(ageless.awaitClosed().code()).isEqualTo(4401);
        List.of(newer, refreshed, bob).forEach(RevocationTest::alive);
    }

    @Test
    void disabledUsersAreClosedWhateverTheirTokens() {
        List<BridgeClient> all = List.of(login(issued(now)), login(issued(now.minusSeconds(10))));
        BridgeClient bob = gateway.login("bob");
        gateway.hub.announce(new Revoked(ANN, now.minusSeconds(10), true));
        all.forEach(client -> assertThat(client.awaitClosed().code()).isEqualTo(4403));
        alive(bob);
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORIZED, 4401, 401", "FORBIDDEN, 4403, 403"})
    void whoMayNotComeInIsAnsweredAndClosed(ErrorCode why, int code, int status) {
        BridgeClient before = gateway.login("ann");
        gateway.hub.refuse("ann", why);
        String token = TOKENS.user("ann").sign();
        BridgeClient late = gateway.connect();
        assertThatThrownBy(() -> late.login(token))
                .isInstanceOfSatisfying(
                        BridgeFailure.class, e -> assertThat(e.is(why)).isTrue());
        assertThat(late.awaitClosed().code()).isEqualTo(code);
        assertThatThrownBy(() -> before.call(Session.REFRESH, new Session.Refresh(token)))
                .as("refused, or closed already when its turn in the round has come")
                .isInstanceOfAny(BridgeFailure.class, IllegalStateException.class);
        assertThat(before.awaitClosed().code()).isEqualTo(code);
        assertThat(upgrade(token)).isEqualTo(status);
    }

    private int upgrade(String token) {
        ClientOptions options = gateway.raw().bearer(token);
        try {
            BridgeClient.connect(gateway.vertx, options).close();
            return 101;
        } catch (UpgradeRejectedException e) {
            return e.getStatus();
        }
    }

    @Test
    void whoIsDisabledWhileThePlaceIsWaitedForDoesNotStay(Vertx vertx) throws Exception {
        vertx.undeploy(gateway.deployment).await(10, SECONDS);
        LimitsConfig limits = LimitsConfig.NONE.with(LimitsConfig.SocketsPerUser.refuse(5));
        gateway = gateway.again(SOCKETS, limits, ShortDeadlines.rarely(ShortDeadlines.but("limits", 1_200)))
                .over(transport);
        gateway.hub.limits.opens(Promise.<Void>promise().future()); // it is waited for as long as it ever is
        BridgeClient ann = gateway.connect();
        Future<JsonObject> answer = ann.request(
                "api.session.login",
                new JsonObject().put("token", TOKENS.user("ann").sign()));
        await().until(() -> gateway.hub.admitted("ann"));
        gateway.hub.refuse("ann", ErrorCode.FORBIDDEN);
        gateway.hub.announce(new Revoked(ANN, now, true)); // there is no socket yet to close
        answer.otherwiseEmpty().await();
        assertThat(ann.closed().toCompletionStage().toCompletableFuture())
                .as("long before a round in which everybody is asked about is over")
                .succeedsWithin(Duration.ofSeconds(10))
                .satisfies(closed -> assertThat(closed.code()).isEqualTo(4403));
    }

    @Test
    void whereNobodyKnowsNobodyIsLetIn(Vertx vertx) throws Exception {
        vertx.undeploy(gateway.deployment).await(10, SECONDS);
        Sockets impatient = new Sockets(4_000, null, null, null, null, null, null, null, null);
        gateway = gateway.again(impatient, LimitsConfig.NONE, ShortDeadlines.USUAL)
                .over(transport);
        BridgeClient before = gateway.login("ann");
        gateway.hub.refuse("ann", ErrorCode.UNAVAILABLE);
        String token = TOKENS.user("ann").sign();
        JsonObject body = new JsonObject().put("token", token);
        List<Future<JsonObject>> answers = List.of(
                gateway.connect().request("api.session.login", body), before.request("api.session.refresh", body));
        assertThat(upgrade(token)).isEqualTo(503);
        answers.forEach(
                answer -> assertThatThrownBy(() -> answer.await(20, SECONDS)).hasMessageContaining("UNAVAILABLE"));
        gateway.hub.let("ann");
        List.of(login(TOKENS.user("ann")), before).forEach(RevocationTest::alive);
        assertThat(upgrade(token)).isEqualTo(101);
    }

    @Test
    void loginsWaitForWhoeverTakesOverFromADeadNode() {
        gateway.hub.refuse("ann", ErrorCode.UNAVAILABLE);
        BridgeClient early = gateway.connect();
        String body = TOKENS.user("ann").sign();
        Future<JsonObject> login = early.request("api.session.login", new JsonObject().put("token", body));
        await().until(() -> gateway.hub.refusals("ann") > 1);
        gateway.hub.let("ann");
        assertThat(login.toCompletionStage().toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(5))
                .satisfies(in -> assertThat(in.getString("user")).isEqualTo("ann"));
        alive(early);
    }
}
