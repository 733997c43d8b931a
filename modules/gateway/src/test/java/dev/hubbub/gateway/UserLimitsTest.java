// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Ten messages and ten hints at once, 20 requests, two sockets. */
@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class UserLimitsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final LimitsConfig LIMITS = limits(LimitsConfig.SocketsPerUser.refuse(2));

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    private static LimitsConfig limits(LimitsConfig.SocketsPerUser sockets) {
        return LimitsConfig.NONE
                .with(new LimitsConfig.Requests(30, 10, 10, 1, 20))
                .with(sockets);
    }

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, LIMITS).over(transport);
    }

    private static JsonObject message(String id) {
        return new JsonObject().put("room", "tea").put("clientId", id).put("text", "t");
    }

    private static List<Future<JsonObject>> burst(BridgeClient client, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.request("api.messages.send", message("c" + i)))
                .toList();
    }

    private static void assertTooMany(Future<?> answer) {
        assertThatThrownBy(() -> answer.await(5, SECONDS))
                .isInstanceOfSatisfying(BridgeFailure.class, failure -> assertThat(failure.is(ErrorCode.TOO_MANY))
                        .isTrue());
    }

    @Test
    void messagesBeyondTheLimitAreRefusedAndNotStored() throws Exception {
        BridgeClient ann = gateway.login("ann");
        List<Future<JsonObject>> sends = burst(ann, 60);
        for (int i = 0; i < 10; i++) {
            assertThat(sends.get(i).await(5, SECONDS).getLong("seq")).isEqualTo(i + 1);
        }
        for (int i = 10; i < 60; i++) {
            assertTooMany(sends.get(i));
        }
        assertThat(gateway.hub.rooms.get(TEA)).hasSize(10);
        assertThat(ann.call("echo", new JsonObject())).as("the socket lives").isEqualTo(new JsonObject());
        assertThat(gateway.login("bob").call("api.messages.send", message("b")).getLong("seq"))
                .isEqualTo(11);
    }

    @Test
    void refusalSaysWhenToComeBackInWholeSeconds() {
        BridgeClient ann = gateway.login("ann");
        burst(ann, 10).forEach(sent -> sent.await());
        ann.sendText(new JsonObject()
                .put("type", "send")
                .put("address", "api.messages.send")
                .put("replyAddress", "r")
                .put("body", message("x"))
                .encode());
        JsonObject err = ann.nextFrame().json();
        assertThat(err.getInteger("failureCode")).isEqualTo(429);
        assertThat(err.getString("message")).startsWith("TOO_MANY: messages: ");
        assertThat(err.getInteger("retryAfter")).isEqualTo(2);
    }

    @Test
    void floodCostsTheBusNothing() {
        BridgeClient ann = gateway.login("ann");
        burst(ann, 1_000).forEach(sent -> sent.otherwiseEmpty().await());
        assertThat(gateway.hub.limits.questions()).isLessThan(30);
        assertThat(gateway.hub.rooms.get(TEA)).hasSize(10);
    }

    @Test
    void socketsOfAUserShareTheLimit() {
        BridgeClient first = gateway.login("ann");
        BridgeClient second = gateway.login("ann");
        List<Future<JsonObject>> sends = new ArrayList<>(burst(first, 20));
        sends.addAll(IntStream.range(0, 20)
                .mapToObj(i -> second.request("api.messages.send", message("d" + i)))
                .toList());
        sends.forEach(sent -> sent.otherwiseEmpty().await());
        assertThat(sends.stream().filter(Future::succeeded)).hasSize(10);
    }

    @Test
    void typingHasALimitOfItsOwn() {
        BridgeClient ann = gateway.login("ann");
        List<Future<JsonObject>> hints = IntStream.range(0, 30)
                .mapToObj(i -> ann.request("api.presence.typing", new JsonObject().put("room", "tea")))
                .toList();
        hints.forEach(hint -> hint.otherwiseEmpty().await());
        assertThat(hints.stream().filter(Future::succeeded)).hasSize(10);
        assertThat(ann.call("api.messages.send", message("c")).getLong("seq")).isEqualTo(1);
        ann.sendText("{\"type\":\"send\",\"address\":\"api.presence.typing\",\"body\":{\"room\":\"tea\"}}");
        ann.sendText("{\"type\":\"send\",\"address\":\"echo\",\"replyAddress\":\"r\",\"body\":1}");
        JsonObject dropped = ann.nextFrame().json();
        assertThat(dropped.getString("message")).startsWith("TOO_MANY: typing");
        assertThat(dropped.containsKey("address")).isFalse();
        assertThat(ann.nextFrame().json().getInteger("body")).isEqualTo(1);
    }

    @Test
    void requestsAndRegistrationsShareALimit() {
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 19; i++) {
            ann.sendText("{\"type\":\"register\",\"address\":\"out.room.r" + i + "\"}");
            ann.sendText("{\"type\":\"unregister\",\"address\":\"out.room.r" + i + "\"}");
        }
        assertThat(ann.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        assertTooMany(ann.request("echo", new JsonObject()));
        assertThatThrownBy(() -> ann.subscribe(TEA)).hasMessageContaining("TOO_MANY: requests");
    }

    @Test
    void furtherTokensAreRequests() {
        BridgeClient ann = gateway.login("ann");
        Session.Refresh refresh = new Session.Refresh(TOKENS.user("ann").sign());
        for (int i = 0; i < 20; i++) {
            ann.call(Session.REFRESH, refresh);
        }
        assertThatThrownBy(() -> ann.call(Session.REFRESH, refresh)).hasMessageContaining("TOO_MANY: requests");
    }

    @Test
    void comingBackToManyRoomsIsAsManyRequests() {
        JsonArray rooms = new JsonArray();
        IntStream.range(0, 15).forEach(i -> rooms.add(new JsonObject().put("room", "r" + i)));
        assertCostsFifteenOfTwenty("api.session.resume", new JsonObject().put("rooms", rooms));
    }

    @Test
    void aRoomWithManyMembersIsAsManyRequests() {
        JsonArray members = new JsonArray();
        IntStream.range(0, 15).forEach(i -> members.add("bob" + i));
        assertCostsFifteenOfTwenty(
                "api.rooms.create", new JsonObject().put("name", "Tea").put("members", members));
    }

    private void assertCostsFifteenOfTwenty(String address, JsonObject body) {
        BridgeClient ann = gateway.login("ann");
        ann.request(address, body).otherwiseEmpty().await();
        for (int i = 0; i < 5; i++) {
            ann.call("echo", new JsonObject());
        }
        assertTooMany(ann.request("echo", new JsonObject()));
    }

    @Test
    void hostAppsServerHasNoLimit() {
        BridgeClient server = gateway.connect();
        server.login(TOKENS.user("shop").server().sign());
        burst(server, 100)
                .forEach(sent -> assertThat(sent.await().getLong("seq")).isPositive());
        for (int i = 0; i < 5; i++) {
            gateway.connect().login(TOKENS.user("shop").server().sign());
        }
    }

    @Test
    void whileLimitsAreAwayTheNodeKeepsTheLimitsItself() {
        gateway.hub.limits.away(true);
        BridgeClient ann = gateway.login("ann");
        gateway.login("ann");
        assertThatThrownBy(() -> gateway.login("ann")).hasMessageContaining("TOO_MANY: sockets");
        List<Future<JsonObject>> sends = burst(ann, 30);
        sends.forEach(sent -> sent.otherwiseEmpty().await());
        assertThat(sends.stream().filter(Future::succeeded)).hasSize(10);
    }

    @Test
    void oneSocketTooManyIsRefusedAtTheLogin() {
        gateway.login("ann");
        BridgeClient second = gateway.login("ann");
        BridgeClient third = gateway.connect();
        third.sendText(new JsonObject()
                .put("type", "send")
                .put("address", "api.session.login")
                .put("replyAddress", "r")
                .put("body", new JsonObject().put("token", TOKENS.user("ann").sign()))
                .encode());
        JsonObject err = third.nextFrame().json();
        assertThat(err.getString("message")).startsWith("TOO_MANY: sockets: ");
        assertThat(err.getInteger("retryAfter")).isEqualTo(10);
        assertThat(third.awaitClosed().code()).isEqualTo(4429);
        assertThat(second.call("echo", new JsonObject())).as("older ones live").isEqualTo(new JsonObject());
    }

    @Test
    void whileLimitsHaveJustBegunToBeCountedTheNodeCountsToo() {
        gateway.hub.limits.settling();
        List.of(gateway.login("ann"), gateway.login("ann")).forEach(there -> there.call("echo", new JsonObject()));
        assertThatThrownBy(() -> gateway.login("ann")).hasMessageContaining("TOO_MANY: sockets");
    }

    @Test
    void oneSocketTooManyIsRefusedBeforeTheUpgrade() {
        gateway.login("ann");
        gateway.login("ann");
        String token = TOKENS.user("ann").sign();
        assertThatThrownBy(
                        () -> BridgeClient.connect(gateway.vertx, gateway.raw().bearer(token)))
                .isInstanceOfSatisfying(UpgradeRejectedException.class, refused -> {
                    assertThat(refused.getStatus()).isEqualTo(429);
                    assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("10");
                });
    }

    @Test
    void reportsTellTheNumbersOfTheSockets() {
        gateway.login("ann");
        BridgeClient second = gateway.login("ann");
        await().atMost(5, SECONDS).until(() -> sockets("ann") == 2);
        second.close();
        await().atMost(5, SECONDS).until(() -> sockets("ann") == 1);
    }

    private int sockets(String user) {
        return gateway.hub.heldSockets.values().stream()
                .flatMap(report -> report.sockets().stream())
                .filter(held -> held.user().value().equals(user))
                .mapToInt(held -> held.sockets().size())
                .sum();
    }

    @Test
    void displacedSocketIsClosed() {
        BridgeClient first = gateway.login("ann");
        BridgeClient second = gateway.login("ann");
        await().atMost(5, SECONDS).until(() -> sockets("ann") == 2);
        Limits.HoldSockets report = gateway.hub.heldSockets.values().stream()
                .filter(told -> !told.sockets().isEmpty())
                .findFirst()
                .orElseThrow();
        Limits.HeldSockets ann = report.sockets().get(0);
        long oldest = ann.sockets().get(0);
        gateway.hub.announce(new Limits.Displaced(ann.user(), "another-node", oldest));
        gateway.hub.announce(new Limits.Displaced(ann.user(), report.node(), oldest));
        assertThat(first.awaitClosed().code()).isEqualTo(4411);
        assertThat(second.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void whileLimitsAreAwayTheOldestOfTheNodeMakesRoom(Vertx vertx) throws Exception {
        vertx.undeploy(gateway.deployment).await(10, SECONDS);
        GatewayFixture displacing = gateway.again(limits(LimitsConfig.SocketsPerUser.closeOldest(2)))
                .over(transport);
        displacing.hub.limits.away(true);
        BridgeClient first = displacing.login("ann");
        displacing.login("ann");
        BridgeClient third = displacing.login("ann");
        assertThat(first.awaitClosed().code()).isEqualTo(4411);
        assertThat(third.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }
}
