// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.JsonTime;
import dev.hubbub.contract.session.Session;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.Transport;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class SocketLimitsTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final int TEXT = 20_000;
    private static final Sockets QUICK = new Sockets(400, 300, 2_000, null, null, null, null, null, null);

    @Test
    void silentSocketIsClosedWhenTheLoginTimeIsOver(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, QUICK);
        List<BridgeClient> silent = overEach(gateway);
        silent.forEach(client -> client.sendText("{\"type\":\"ping\"}"));
        silent.forEach(client -> assertThat(client.awaitClosed().code()).isEqualTo(4408));
    }

    @Test
    void expiredTokenEndsTheSocketUnlessItIsRefreshed(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        List<BridgeClient> stay = overEach(gateway);
        List<BridgeClient> go = overEach(gateway);
        String brief =
                TOKENS.user("ann").expiresAt(Instant.now().plusSeconds(2)).sign();
        stay.forEach(client -> client.login(brief));
        go.forEach(client -> client.login(brief));
        stay.forEach(client -> client.call(
                Session.REFRESH, new Session.Refresh(TOKENS.user("ann").sign())));
        go.forEach(client -> assertThat(client.awaitClosed().code()).isEqualTo(4401));
        stay.forEach(client -> assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject()));
    }

    @Test
    void loginsThatWaitTogetherDoNotTakeMorePlacesThanThereAre(Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, new Sockets(null, null, null, null, null, null, null, 4, null));
        gateway.hub.refuse("ann", ErrorCode.UNAVAILABLE);
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(12));
        List<Future<WebSocket>> upgrades = IntStream.range(0, 12)
                .mapToObj(n -> client.connect(new WebSocketConnectOptions()
                        .setAbsoluteURI(gateway.url.replace("http", "ws") + "/eventbus/websocket")
                        .addHeader(
                                "Authorization", "Bearer " + TOKENS.user("ann").sign())))
                .toList();
        await().until(() -> gateway.hub.refusals("ann") >= 12);
        gateway.hub.let("ann");
        Future.join(upgrades).otherwiseEmpty().await(10, SECONDS);
        assertThat(upgrades.stream().filter(Future::succeeded)).hasSize(4);
        assertThat(upgrades.stream().filter(Future::failed).map(Future::cause))
                .allSatisfy(cause -> assertThat(cause).hasMessageContaining("503"));
        client.close().await(10, SECONDS);
    }

    private static List<BridgeClient> overEach(GatewayFixture gateway) {
        return Stream.of(Transport.values())
                .map(transport -> gateway.over(transport).connect())
                .toList();
    }

    @Test
    void whoListensIsWarnedOnceBeforeTheTokenExpires(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        BridgeClient ann = gateway.connect();
        Instant end = ann.login(TOKENS.user("ann")
                        .expiresAt(Instant.now().plusSeconds(30))
                        .sign())
                .expiresAt();
        Feed feed = ann.listen("out.session");
        assertThat(feed.next("expiring").getString("expiresAt")).isEqualTo(JsonTime.text(end));
        Instant next = Instant.now().plusSeconds(40);
        String newer = TOKENS.user("ann").expiresAt(next).sign();
        ann.call(Session.REFRESH, new Session.Refresh(newer));
        assertThat(feed.next("expiring").getString("expiresAt"))
                .as("of the newer token, and not of the old one again")
                .isEqualTo(JsonTime.text(next.truncatedTo(ChronoUnit.SECONDS)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void messageLargerThanTheLimitClosesAndOneOfTheLimitDoesNot(boolean fragmented, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        BridgeClient ann = gateway.login("ann");
        assertThat(ann.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        String frame = "{\"type\":\"send\",\"address\":\"echo\",\"replyAddress\":\"r\",\"body\":\"%s\"}";
        String largest = frame.formatted("x".repeat(65_536 - frame.length() + 2));
        assertThat(largest).hasSize(65_536);
        send(ann, largest, fragmented);
        assertThat(ann.nextFrame().json().getString("body")).hasSizeGreaterThan(65_000);
        send(ann, largest + " ", fragmented);
        assertThat(ann.awaitClosed().code()).isEqualTo(4413);
    }

    private static void send(BridgeClient client, String text, boolean fragmented) throws Exception {
        int cut = fragmented ? text.length() / 2 : text.length();
        client.socket()
                .writeFrame(WebSocketFrame.textFrame(text.substring(0, cut), !fragmented))
                .await(5, SECONDS);
        if (fragmented) {
            client.socket()
                    .writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(text.substring(cut)), true))
                    .await(5, SECONDS);
        }
    }

    @Test
    void bytesThatAreNotUtf8AreRefused(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        BridgeClient ann = gateway.login("ann");
        byte[] bytes = "{\"type\":\"send\",\"address\":\"echo\",\"body\":\"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xff;
        ann.sendBinary(Buffer.buffer(bytes));
        assertThat(ann.nextFrame().json().getString("body")).isEqualTo("invalid_json");
        ann.sendBinary(Buffer.buffer("{\"type\":\"send\",\"address\":\"echo\",\"replyAddress\":\"r\",\"body\":1}"));
        assertThat(ann.nextFrame().json().getInteger("body"))
                .as("binary is read like text")
                .isEqualTo(1);
    }

    private static void pings(BridgeClient client, int number) {
        for (int i = 0; i < number; i++) {
            client.socket().writePing(Buffer.buffer("x"));
        }
    }

    @Test
    void withoutALimitPingsAreAnswered(Vertx vertx) throws Exception {
        BridgeClient ann = new GatewayFixture(vertx, LimitsConfig.NONE).login("ann");
        pings(ann, 200);
        ann.sendText("{\"type\":\"send\",\"address\":\"echo\",\"replyAddress\":\"r\",\"body\":1}");
        assertThat(ann.nextFrame().json().getInteger("body")).isEqualTo(1);
    }

    @Test
    void floodOfPingsIsClosedAndReadNoFurther(Vertx vertx) throws Exception {
        LimitsConfig limits = LimitsConfig.NONE.with(new LimitsConfig.FramesPerSocket(20, 0, 1));
        GatewayFixture gateway = new GatewayFixture(vertx, limits);
        BridgeClient ann = gateway.login("ann");
        pings(ann, 60);
        assertThat(ann.awaitClosed().code()).isEqualTo(4429);
        BridgeClient unread = gateway.connect();
        int taken = 0;
        while (taken < 100_000 && !unread.socket().writeQueueFull()) {
            unread.socket().writePing(Buffer.buffer("x".repeat(100)));
            taken++;
        }
        assertThat(taken).as("the hub takes no more").isLessThan(100_000);
    }

    @Test
    void registrationsAreWorkLikeOtherRequests(Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, new Sockets(null, null, null, null, null, 4, null, null, null));
        BridgeClient ann = gateway.login("ann");
        gateway.hub.holdSubscriptions();
        for (int i = 0; i < 50; i++) {
            ann.sendText("{\"type\":\"register\",\"address\":\"out.room.r" + i + "\"}");
            ann.sendText("{\"type\":\"unregister\",\"address\":\"out.room.r" + i + "\"}");
        }
        await("before the first is too late").atMost(3, SECONDS).until(() -> gateway.hub.heldSubscriptions() == 4);
        assertThat(ann.request("echo", new JsonObject()).isComplete()).isFalse();
        gateway.hub.releaseSubscriptions();
        assertThat(ann.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void whatIsNotSockJsIsClosed(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        BridgeClient ann = gateway.login(ClientOptions.sockJs(gateway.url), "ann");
        ann.socket().writeTextMessage("{\"type\":\"ping\"}");
        assertThat(ann.awaitClosed().code()).isEqualTo(4400);
    }

    @Test
    void noughtIsAnyNumberOfRegistrations(Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, new Sockets(null, null, null, null, null, null, 0, null, null));
        BridgeClient ann = gateway.login("ann");
        for (int i = 0; i < 300; i++) {
            ann.subscribe(new RoomId("r" + i));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "FRAMED"})
    void readerThatStopsIsToldToResyncAndGoesOnWhereItWas(Transport transport, Vertx vertx) throws Exception {
        int most = 100_000;
        GatewayFixture gateway = new GatewayFixture(
                        vertx,
                        new Sockets(null, null, null, null, most, null, null, null, null),
                        ShortDeadlines.but("closing", 20_000)) // it reads again long before that
                .over(transport);
        BridgeClient slow = gateway.login("bob");
        Feed before = slow.subscribe(TEA);
        Feed healthy = gateway.login("ann").subscribe(TEA);
        slow.stopReading();
        int said = 600;
        for (int i = 1; i <= said; i++) {
            gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("ann"), new ClientId("c" + i), "x".repeat(TEXT)));
            if (i % 20 == 0) {
                healthy.awaitSeq(i);
            }
        }
        Gauge pending = gateway.meters.get("hub.gateway.pending.bytes").gauge();
        double waiting = await().until(pending::value, bytes -> bytes > most);
        assertThat(waiting).isLessThan(most + 2 * TEXT);
        slow.resumeReading();
        assertThat(slow.awaitClosed().code()).isEqualTo(4008);
        await().until(() -> !gateway.hub.online("bob"));
        int last = before.entries().size();
        assertThat(last).isLessThan(said);
        Feed after = gateway.login("bob").subscribe(TEA, last);
        after.awaitSeq(said);
        assertThat(after.entries()).extracting(Entry::seq).first().isEqualTo(last + 1L);
        assertThat(after.entries()).hasSize(said - last);
        assertThat(healthy.entries()).hasSize(said);
    }

    /** It is alive, and never has too much to read. */
    @Test
    void readerThatReadsNothingForTooLongIsCutOff(Vertx vertx) throws Exception {
        GatewayFixture gateway =
                new GatewayFixture(vertx, new Sockets(null, 500, 1_000, null, 100_000_000, null, null, null, null));
        BridgeClient deaf = gateway.login("bob");
        deaf.subscribe(TEA);
        deaf.stopReading();
        vertx.setPeriodic(100, tick -> deaf.sendText("{\"type\":\"ping\"}"));
        for (int i = 1; i <= 600; i++) {
            gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("ann"), new ClientId("c" + i), "x".repeat(TEXT)));
        }
        Gauge sockets = gateway.meters.get("hub.gateway.sockets").gauge();
        await().atMost(30, SECONDS).until(sockets::value, open -> open == 0);
    }

    /** It is not asked: a client that does not read does not read a close frame either. */
    @Test
    void readerThatNeverReadsAgainIsCutOff(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(
                        vertx, new Sockets(null, null, null, null, 100_000, null, null, null, null))
                .over(Transport.FRAMED);
        BridgeClient deaf = gateway.login("bob");
        deaf.subscribe(TEA);
        Feed healthy = gateway.login("ann").subscribe(TEA);
        deaf.stopReading();
        for (int i = 1; i <= 600; i++) {
            gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("ann"), new ClientId("c" + i), "x".repeat(TEXT)));
            if (i % 20 == 0) {
                healthy.awaitSeq(i);
            }
        }

        Gauge sockets = gateway.meters.get("hub.gateway.sockets").gauge();
        await().atMost(30, SECONDS).until(sockets::value, open -> open == 1);
        Gauge pending = gateway.meters.get("hub.gateway.pending.bytes").gauge();
        await("what waited for it is gone").until(pending::value, bytes -> bytes == 0);
        assertThat(healthy.entries()).hasSize(600);
    }
}
