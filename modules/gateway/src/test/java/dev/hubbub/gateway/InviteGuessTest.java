// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.invites.Invites;
import dev.hubbub.contract.invites.Invites.Accept;
import dev.hubbub.contract.invites.Invites.Accepted;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users of one address guess invite codes, of which {@code good} is one; the address may fail four times in a minute. */
@ExtendWith(VertxExtension.class)
final class InviteGuessTest {
    private static final int MOST = 4;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, LimitsConfig.NONE.with(new LimitsConfig.Addresses(0, 200, MOST)));
        Bus bus = new Bus(vertx);
        bus.serve(
                        Invites.REVOKE,
                        (caller, revoke) ->
                                Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "no such invite")))
                .await(5, SECONDS);
        bus.serve(Invites.ACCEPT, (caller, accept) -> switch (accept.code()) {
                    case "good" -> Future.succeededFuture(new Accepted(new RoomId("tea"), 2, Role.MEMBER));
                    case "busy" -> Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
                    default -> Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "no such invite"));
                })
                .await(5, SECONDS);
    }

    private static BridgeFailure refused(BridgeClient client, String code) {
        return catchThrowableOfType(BridgeFailure.class, () -> client.call(Invites.ACCEPT, new Accept(code)));
    }

    private void guess(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(refused(gateway.login("guest-" + i), "code-" + i).is(ErrorCode.FORBIDDEN))
                    .isTrue();
        }
    }

    @Test
    void guessesOfManyUsersOfAnAddressAreToldToWait() {
        guess(MOST);
        BridgeFailure late = refused(gateway.login("ann"), "code");
        assertThat(late.is(ErrorCode.TOO_MANY)).isTrue();
        assertThat(late.retryAfter()).isPresent();
        BridgeClient elsewhere = gateway.login(gateway.raw().from("127.0.0.9"), "eve");
        assertThat(refused(elsewhere, "code").is(ErrorCode.FORBIDDEN)).isTrue();
    }

    @Test
    void codesThatAreTriedByRevokingThemAreGuesses() {
        for (int i = 0; i < MOST; i++) {
            BridgeClient guest = gateway.login("guest-" + i);
            assertThatThrownBy(() -> guest.call(Invites.REVOKE, new Invites.Revoke("code")))
                    .hasMessageContaining("FORBIDDEN");
        }
        assertThatThrownBy(() -> gateway.login("ann").call(Invites.REVOKE, new Invites.Revoke("code")))
                .hasMessageContaining("TOO_MANY");
    }

    @Test
    void goodCodesAndLoginsPassAfterAnyNumberOfGuesses() {
        guess(MOST);
        BridgeClient ann = gateway.login("ann");
        refused(ann, "code");
        assertThat(ann.call(Invites.ACCEPT, new Accept("good")).room()).isEqualTo(new RoomId("tea"));
        assertThat(gateway.login("bob").call("echo", new JsonObject())).isEqualTo(new JsonObject());
        assertThatThrownBy(() -> gateway.connect().login("nonsense")).hasMessageContaining("TOO_MANY");
    }

    @Test
    void otherFailuresAreNoGuesses() {
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 2 * MOST; i++) {
            assertThat(refused(ann, "busy").is(ErrorCode.UNAVAILABLE)).isTrue();
            assertThatThrownBy(() -> ann.call("api.invites.accept", new JsonObject()))
                    .hasMessageContaining("BAD_REQUEST");
        }
        guess(MOST);
    }

    @Test
    void guessesOverHttpCountToo() throws Exception {
        guess(MOST - 1);
        assertThat(post("code").statusCode()).isEqualTo(403);
        HttpResponse<String> late = post("code");
        assertThat(late.statusCode()).isEqualTo(429);
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(post("good").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> post(String code) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url + "/api/v1/invites.accept"))
                .header("Authorization", "Bearer " + TOKENS.user("ann").sign())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject().put("code", code).encode()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
