// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.lists.RoomLists;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.BridgeFailure;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Transport.class)
@ExtendWith(VertxExtension.class)
final class GatewayVerticleTest {
    private static final RoomId TEA = new RoomId("tea");

    @Parameter
    Transport transport;

    private GatewayFixture gateway;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS).over(transport);
    }

    @Test
    void twoUsersTalk() {
        BridgeClient ann = gateway.login("ann");
        BridgeClient bob = gateway.login(gateway.raw(), "bob");
        Feed heard = bob.subscribe(TEA);
        Feed own = ann.subscribe(TEA);
        Messages.Sent sent = ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c1"), "Grüße 👋 \"quoted\""));
        assertThat(heard.next("message")).isEqualTo(own.next("message"));
        assertThat(MessageEntry.text(heard.awaitSeq(sent.seq()))).isEqualTo("Grüße 👋 \"quoted\"");
        assertThat(heard.entries().get(0).sender()).isEqualTo(new UserId("ann"));
    }

    @Test
    void loginSaysWhoAndUntilWhen() {
        try (BridgeClient client = gateway.connect()) {
            client.sendText("{\"type\":\"ping\"}");
            Session.LoggedIn in = client.login(TOKENS.user("ann").name("Ann").sign());
            assertThat(in.user()).isEqualTo(new UserId("ann"));
            await().untilAsserted(() ->
                    assertThat(gateway.hub.storedProfiles).containsEntry(in.user(), new Profile("Ann", null, null)));
        }
    }

    @Test
    void badTokenIsAnsweredAndClosed() {
        BridgeClient client = gateway.connect();
        assertThatThrownBy(() -> client.login("nonsense"))
                .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.UNAUTHORIZED))
                        .isTrue());
        assertThat(client.awaitClosed().code()).isEqualTo(4401);
    }

    @Test
    void anythingBeforeTheLoginIsAnsweredAndClosed() {
        for (String frame : List.of(
                "{\"type\":\"send\",\"address\":\"api.messages.send\",\"body\":{},\"replyAddress\":\"r\"}",
                "{\"type\":\"register\",\"address\":\"out.room.tea\"}",
                "{\"type\":\"unregister\",\"address\":\"out.room.tea\"}",
                "{\"type\":\"publish\",\"address\":\"out.room.tea\",\"body\":{}}")) {
            BridgeClient client = gateway.connect();
            client.sendText(frame);
            assertThat(client.nextFrame().json().getString("message")).isEqualTo("UNAUTHORIZED: log in first");
            assertThat(client.awaitClosed().code()).isEqualTo(CloseCode.UNAUTHORIZED.number());
        }
        BridgeClient client = gateway.connect();
        client.sendText("{");
        assertThat(client.awaitClosed().code()).isEqualTo(CloseCode.BAD_FRAME.number());
    }

    @Test
    void identityOfASocketNeverChanges() {
        BridgeClient ann = gateway.login("ann");
        assertThat(ann.login(TOKENS.user("ann").sign()).user()).isEqualTo(new UserId("ann"));
        Session.Refresh other = new Session.Refresh(TOKENS.user("bob").sign());
        assertThatThrownBy(() -> ann.call(Session.REFRESH, other))
                .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.CONFLICT))
                        .isTrue());
        assertThat(ann.awaitClosed().code()).isEqualTo(4409);
    }

    @Test
    void cookiesDoNotLogIn() {
        String token = TOKENS.user("ann").sign();
        ClientOptions cookie = gateway.options().header("Cookie", "token=" + token + "; session=" + token);
        BridgeClient client = BridgeClient.connect(gateway.vertx, cookie);
        client.sendText("{\"type\":\"register\",\"address\":\"out.room.tea\"}");
        assertThat(client.awaitClosed().code()).isEqualTo(4401);
    }

    @Test
    void strangerIsRefusedOnTheFeedsOwnAddress() {
        BridgeClient mallory = gateway.login("mallory");
        assertThatThrownBy(() -> mallory.subscribe(TEA))
                .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.FORBIDDEN))
                        .isTrue());
        assertThatThrownBy(() -> mallory.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c"), "x")))
                .isInstanceOfSatisfying(BridgeFailure.class, e -> assertThat(e.is(ErrorCode.FORBIDDEN))
                        .isTrue());
        assertThat(mallory.call(RoomLists.MINE, new RoomLists.Mine()).rooms())
                .as("the socket lives")
                .isEmpty();
    }

    @Test
    void malformedBodiesNameTheField() {
        BridgeClient ann = gateway.login("ann");
        assertThatThrownBy(() ->
                        ann.call("api.messages.send", new JsonObject().put("room", new JsonObject().put("$ne", ""))))
                .hasMessageContaining("BAD_REQUEST: room");
        assertThatThrownBy(() -> ann.call("api.messages.send", null)).hasMessageContaining("BAD_REQUEST: body");
        assertThatThrownBy(() -> ann.call("api.rooms.join", new JsonObject().put("room", "tea")))
                .hasMessageMatching(".*INTERNAL: incident [0-9a-f]{8}");
        assertThatThrownBy(() -> ann.call("api.rooms.create", new JsonObject().put("name", "x")))
                .hasMessageContaining("UNAVAILABLE: no node serves this now");
    }

    @Test
    void framesThatBreakTheRulesAreAnsweredAndTheTwentiethCloses() {
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 20; i++) {
            ann.sendText("{\"type\":\"bogus\"}");
            assertThat(ann.nextFrame().json().getString("body")).isEqualTo("invalid_type");
        }
        assertThat(ann.awaitClosed().code()).isEqualTo(4400);
    }

    @Test
    void sendsOfOneSocketAreNumberedInTheirOrder() {
        BridgeClient ann = gateway.login("ann");
        List<Future<JsonObject>> sends = IntStream.range(0, 300)
                .mapToObj(i -> ann.request(
                        "api.messages.send",
                        new JsonObject()
                                .put("room", "tea")
                                .put("clientId", "c" + i)
                                .put("text", "t" + i)))
                .toList();
        for (int i = 0; i < 300; i++) {
            assertThat(sends.get(i).await().getLong("seq")).isEqualTo(i + 1);
        }
    }

    @Test
    void registrationsAreBoundedHoweverFastTheyCome() {
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 201; i++) {
            ann.sendText("{\"type\":\"register\",\"address\":\"out.room.r" + i + "\"}");
        }
        List<JsonObject> refused = IntStream.range(0, 201)
                .mapToObj(i -> ann.nextFrame().json())
                .filter(frame -> frame.getString("type").equals("err"))
                .toList();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).getString("message")).startsWith("TOO_MANY: ");
    }

    @Test
    void registeringTwiceIsRefusedAndOneCopyComes() {
        BridgeClient ann = gateway.login("ann");
        Feed feed = ann.subscribe(TEA);
        ann.sendText("{\"type\":\"register\",\"address\":\"out.room.tea\"}");
        assertThatThrownBy(() -> feed.next("message")).hasMessageContaining("CONFLICT");
        ann.unsubscribe(feed);
        Feed again = ann.subscribe(TEA);
        ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c"), "once"));
        again.awaitSeq(1);
        assertThat(again.entries()).hasSize(1);
    }

    @Test
    void everySocketOfTheSenderHearsItsMessageOnce() {
        BridgeClient first = gateway.login("ann");
        List<Feed> feeds = List.of(
                first.subscribe(TEA),
                gateway.login("ann").subscribe(TEA),
                gateway.login(gateway.raw(), "ann").subscribe(TEA));
        for (String id : List.of("c1", "c2")) {
            first.call(Messages.SEND, new Messages.Send(TEA, new ClientId(id), id));
        }
        for (Feed feed : feeds) {
            feed.awaitSeq(2);
            assertThat(feed.entries()).extracting("seq").containsExactly(1L, 2L);
        }
    }

    @Test
    void entriesThatTheBusLostAreReadFromTheStore() {
        BridgeClient ann = gateway.login("ann");
        Feed feed = ann.subscribe(TEA);
        gateway.hub.silent = true;
        for (int i = 0; i < 250; i++) {
            ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c" + i), "t"));
        }
        gateway.hub.silent = false;
        ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("last"), "t"));
        feed.awaitSeq(251);
        assertThat(feed.entries())
                .extracting("seq")
                .isEqualTo(LongStream.rangeClosed(1, 251).boxed().toList());
    }

    @Test
    void removedMemberIsUnsubscribedOnEverySocket() {
        BridgeClient first = gateway.login("bob");
        BridgeClient second = gateway.login("bob");
        BridgeClient ann = gateway.login("ann");
        List<Feed> feeds = List.of(first.subscribe(TEA), second.subscribe(TEA));
        Feed own = ann.subscribe(TEA);
        gateway.hub.remove(TEA, "bob");
        ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c"), "without bob"));
        own.awaitSeq(2);
        for (Feed feed : feeds) {
            assertThatThrownBy(() -> feed.awaitSeq(2)).hasMessageContaining("FORBIDDEN: no longer a member");
            assertThat(feed.entries()).extracting("seq").containsExactly(1L);
        }
    }

    @Test
    void operatorsOwnAddressesWork() throws Exception {
        BridgeClient ann = gateway.login("ann");
        assertThat(ann.call("echo", new JsonObject().put("x", 1))).isEqualTo(new JsonObject().put("x", 1));
        Feed news = ann.listen("news");
        ann.call("echo", new JsonObject()); // the registration before it is through
        gateway.vertx.eventBus().publish("news", "flash");
        assertThat(news.next()).isEqualTo("flash");
    }

    @Test
    void presenceHearsWhoIsHere() {
        BridgeClient first = gateway.login("ann");
        BridgeClient second = gateway.login("ann");
        await().atMost(5, SECONDS).until(() -> gateway.hub.online("ann"));
        first.close();
        first.awaitClosed();
        assertThat(gateway.hub.online("ann")).isTrue();
        second.cut();
        await().atMost(5, SECONDS).until(() -> !gateway.hub.online("ann"));
    }

    @Test
    void stoppingSendsEverybodyElsewhereAfterTheirAnswers() throws Exception {
        BridgeClient ann = gateway.login("ann");
        Future<JsonObject> slow = ann.request("api.rooms.list", new JsonObject());
        BridgeClient idle = gateway.login("bob");
        gateway.vertx.undeploy(gateway.deployment).await(10, SECONDS);
        assertThat(slow.await(5, SECONDS)).isEqualTo(new JsonObject("{\"rooms\":[]}"));
        assertThat(ann.awaitClosed().code())
                .as("a node that stops does not wait for the next poll")
                .isIn(1001, transport == Transport.XHR ? 1006 : 1001);
        assertThat(idle.awaitClosed().code()).isEqualTo(1001);
    }
}
