// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.testkit.BridgeClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests over HTTP with the key of a back-end. */
@ExtendWith(VertxExtension.class)
final class ServerKeysTest {
    private static final String SHOP = "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3f";
    private static final String DESK = "desk-key-Zx81mPq0Lw7VtB3nC5sK9dFh";
    private static final JsonObject HELLO =
            new JsonObject().put("room", "tea").put("clientId", "c1").put("text", "hello");

    private GatewayFixture gateway;
    private ApiClient client;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(
                vertx,
                List.of(
                        new ServerKey("shop", SHOP, List.of("messages.*", "rooms.*")),
                        new ServerKey("desk", DESK, List.of("presence.list"))));
        client = ApiClient.of(gateway.url, SHOP);
    }

    private double uses(String name) {
        return gateway.meters
                .get("hub.gateway.server.key.uses")
                .tag("key", name)
                .counter()
                .count();
    }

    @Test
    void senderOfAMessageIsTheKey() throws Exception {
        ApiClient.answered(client.post("messages.send", HELLO));
        assertThat(gateway.hub.rooms.get(new RoomId("tea")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.sender()).isEqualTo(new UserId("server.shop")));
    }

    @ParameterizedTest
    @CsvSource({
        "rooms.list, user, user",
        "rooms.members, members, members",
        "messages.send, sender, sender",
        "messages.history, Limit, Limit",
    })
    void fieldThatARequestDoesNotHaveIsNamed(String request, String field, String named) throws Exception {
        JsonObject body = HELLO.copy().put(field, "ann");
        if (!request.endsWith("send")) {
            body.remove("clientId");
            body.remove("text");
        }
        if (request.endsWith("list")) {
            body.remove("room");
        }
        ApiClient.assertRefused(client.post(request, body), 400, "BAD_REQUEST: " + named + ": no such field");
    }

    @Test
    void idempotencyKeyOfARequestWithoutClientIdHasNoEffect() throws Exception {
        HttpRequest request = client.request("rooms.list", new JsonObject())
                .header("Idempotency-Key", "c1")
                .build();
        ApiClient.answered(client.send(request));
    }

    @Test
    void usersMayBeNewerThanTheHub() throws Exception {
        ApiClient user = client.as(GatewayFixture.TOKENS.user("ann").sign());
        ApiClient.answered(user.post("rooms.list", new JsonObject().put("sortBy", "name")));
        String server = GatewayFixture.TOKENS.user("back-end").server().sign();
        ApiClient.assertRefused(
                client.as(server).post("rooms.list", new JsonObject().put("sortBy", "name")),
                400,
                "BAD_REQUEST: sortBy: no such field");
    }

    @Test
    void keyIsNeverOnline() throws Exception {
        ApiClient.answered(client.post("messages.send", HELLO));
        assertThat(gateway.hub.online("server.shop")).isFalse();
        assertThat(gateway.hub.admitted("server.shop")).isFalse();
    }

    @Test
    void eachUseIsCountedByItsName() throws Exception {
        ApiClient.answered(client.post("messages.send", HELLO));
        ApiClient.answered(client.post("rooms.list", new JsonObject()));
        ApiClient.assertRefused(client.as(DESK).post("messages.send", HELLO), 403, "FORBIDDEN");
        assertThat(uses("shop")).isEqualTo(2);
        assertThat(uses("desk")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop",
                "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3",
                "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3g",
                "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3ff",
                "SHOP-KEY-Q7RR0VTZJK2MWX5YBN8CLD3F",
                "the-key-of-another-hub-w8Kd2mVb5n",
            })
    void otherKeyIsRefused(String other) throws Exception {
        ApiClient.assertRefused(client.as(other).post("messages.send", HELLO), 401, "UNAUTHORIZED: neither a token");
        assertThat(uses("shop")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "token", "access_token", "Authorization", "authorization", "api_key"})
    void keyInAnAddressIsNotRead(String name) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(gateway.url + "/api/v1/messages.send?" + name + "=" + SHOP))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(HELLO.encode()))
                .build();
        ApiClient.assertRefused(client.send(request), 401, "UNAUTHORIZED: expected a bearer token");
        assertThat(uses("shop")).isZero();
    }

    @Test
    void keyThatWasTakenOutIsRefused() throws Exception {
        ApiClient.answered(client.post("messages.send", HELLO));
        gateway.vertx.undeploy(gateway.deployment).await(10, SECONDS);
        GatewayFixture without = gateway.again(List.of(new ServerKey("desk", DESK, List.of("*"))));
        ApiClient again = ApiClient.of(without.url, SHOP);
        ApiClient.assertRefused(again.post("messages.send", HELLO), 401, "UNAUTHORIZED");
        ApiClient.answered(again.as(DESK).post("messages.send", HELLO));
    }

    @Test
    void keyOpensNoSocket() {
        try (BridgeClient socket = gateway.connect()) {
            assertThatThrownBy(() -> socket.login(SHOP)).hasMessageContaining("UNAUTHORIZED");
        }
    }

    @Test
    void tokenOfAReservedIdIsRefused() throws Exception {
        String token = GatewayFixture.TOKENS.user("server.shop").server().sign();
        ApiClient.assertRefused(
                client.as(token).post("rooms.list", new JsonObject()), 401, "UNAUTHORIZED: user: server.shop");
        String near = GatewayFixture.TOKENS.user("server").server().sign();
        ApiClient.answered(client.as(near).post("rooms.list", new JsonObject()));
    }

    @Test
    void idempotencyKeyMustBeTheClientIdOfTheBody() throws Exception {
        HttpRequest other = client.request("messages.send", HELLO)
                .header("Idempotency-Key", "c2")
                .build();
        ApiClient.assertRefused(client.send(other), 400, "BAD_REQUEST: Idempotency-Key");
        HttpRequest same = client.request("messages.send", HELLO)
                .header("Idempotency-Key", "c1")
                .build();
        ApiClient.answered(client.send(same));
    }
}
