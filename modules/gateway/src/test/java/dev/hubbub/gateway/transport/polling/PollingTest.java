// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.ShortDeadlines;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.gateway.config.LimitsConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients without WebSocket that keep to the rules, and what becomes of those that go. */
@ExtendWith(VertxExtension.class)
final class PollingTest {
    private final List<NetClient> held = new ArrayList<>(); // Vert.x closes what others have opened

    private static final RoomId TEA = new RoomId("tea");

    private static Sockets sockets(Integer login, Integer heartbeat, Integer pending, Integer idle) {
        return new Sockets(login, heartbeat, null, null, pending, 4, null, null, idle);
    }

    private static void say(GatewayFixture gateway, int number, String text) {
        gateway.hub.append(MessageEntry.KIND.entry(TEA, Caller.of("bob"), new ClientId("c" + number), text));
    }

    @Test
    void pollingClientLogsInFollowsAndIsAnswered(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        PollingClient ann = new PollingClient(gateway.url);
        assertThat(ann.poll()).isEqualTo("o\n");
        assertThat(ann.request(
                        "api.session.login",
                        new JsonObject()
                                .put("token", GatewayFixture.TOKENS.user("ann").sign())))
                .isEqualTo(204);
        assertThat(ann.poll()).startsWith("a[\"").contains("expiresAt").endsWith("\"]\n");
        ann.register("out.room.tea");
        say(gateway, 1, "100% 世界");
        assertThat(ann.poll()).contains("100% 世界");
        await().until(() -> gateway.hub.online("ann"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "eventsource"})
    void streamBringsEverythingInOneResponse(String transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        PollingClient ann = new PollingClient(gateway.url).login("ann").register("out.room.tea");
        BufferedReader lines = ann.lines(transport);
        boolean events = transport.equals("eventsource");
        assertThat(lines.readLine()).isEqualTo(events ? "" : "h".repeat(2_048));
        for (int i = 1; i <= 3; i++) {
            say(gateway, i, "100%41");
            assertThat(lines.readLine())
                    .startsWith(events ? "data: a[" : "a[")
                    .contains(events ? "100%2541" : "100%41");
            if (events) {
                assertThat(lines.readLine()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "eventsource"})
    void streamEndsAfterItsBytesAndTheNextGoesOn(String transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(null, 300, null, null));
        PollingClient ann = new PollingClient(gateway.url).login("ann").register("out.room.tea");
        String text = "x".repeat(10_000);
        for (int i = 1; i <= 40; i++) {
            say(gateway, i, text);
        }
        int seen = 0;
        int responses = 0;
        while (seen < 40 && responses < 10) {
            String body = String.join("", ann.lines(transport).lines().toList());
            seen += body.split(text, -1).length - 1;
            responses++;
        }
        assertThat(seen).isEqualTo(40);
        assertThat(responses).isGreaterThan(2);
    }

    @Test
    void heartbeatEndsTheResponseAndTheClientThatComesAgainStays(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(null, 300, null, null));
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        for (int i = 0; i < 3; i++) {
            assertThat(ann.poll()).isEqualTo("h\n");
        }
        assertThat(ann.lines("xhr_streaming").lines()).contains("h");
        assertThat(ann.lines("eventsource").lines()).contains("data: h");
        assertThat(gateway.hub.online("ann")).isTrue();
    }

    @Test
    void clientThatDoesNotComeAgainGoesOffline(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(null, null, null, 2_000));
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        await().until(() -> gateway.hub.online("ann"));
        await().atMost(10, SECONDS).until(() -> !gateway.hub.online("ann"));
        await().atMost(10, SECONDS).until(() -> ann.send("{\"type\":\"ping\"}") == 404);
        assertThat(ann.poll()).isEqualTo("c[1002,\"Connection interrupted\"]\n");
        await("a new session").atMost(10, SECONDS).until(() -> ann.poll().equals("o\n"));
    }

    @Test
    void clientThatHangsUpGoesOfflineAtOnce(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        String session = "a-session-of-some-length";
        new PollingClient(gateway.url, session).login("ann");
        await().until(() -> gateway.hub.online("ann"));
        NetSocket socket = bare(gateway);
        CompletableFuture<Void> answered = new CompletableFuture<>();
        socket.handler(head -> answered.complete(null));
        socket.write("POST /eventbus/1/" + session + "/xhr_streaming HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        answered.get(5, SECONDS);
        socket.close().await(5, SECONDS);
        await().atMost(5, SECONDS).until(() -> !gateway.hub.online("ann"));
        assertThat(new PollingClient(gateway.url, session).poll()).isEqualTo("c[1002,\"Connection interrupted\"]\n");
    }

    @Test
    void clientThatDoesNotLogInIsToldSo(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(400, null, null, null));
        PollingClient nobody = new PollingClient(gateway.url);
        nobody.poll();
        assertThat(nobody.poll()).isEqualTo("c[4408,\"no login in time\"]\n");
    }

    @Test
    void anythingBeforeTheLoginEndsTheSession(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        PollingClient nobody = new PollingClient(gateway.url);
        nobody.poll();
        assertThat(nobody.request("echo", new JsonObject())).isEqualTo(204);
        assertThat(nobody.poll()).contains("UNAUTHORIZED").endsWith("c[4401,\"token refused or expired\"]\n");
    }

    @Test
    void clientThatDoesNotPollIsBoundedAndToldToResync(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(null, null, 100_000, 3_000));
        PollingClient ann = new PollingClient(gateway.url).login("ann").register("out.room.tea");
        for (int i = 1; i <= 10; i++) {
            say(gateway, i, "x".repeat(20_000));
        }
        await().until(() -> ann.send("{\"type\":\"ping\"}") == 404);
        assertThat(ann.poll()).isEqualTo("c[4008,\"resync: reading too slowly\"]\n");
        await().atMost(10, SECONDS).until(() -> !gateway.hub.online("ann"));
    }

    /** It asks for a stream, and reads nothing of it. */
    @Test
    void streamThatIsNotReadIsCutOff(Vertx vertx) throws Exception {
        Sockets sockets = sockets(null, 300, 1_000_000, 1_000);
        GatewayFixture gateway = new GatewayFixture(vertx, sockets, ShortDeadlines.but("unread", 1_000));
        String session = "a-session-of-some-length";
        PollingClient bob = new PollingClient(gateway.url, session).login("bob").register("out.room.tea");
        NetSocket socket = bare(gateway, new NetClientOptions().setReceiveBufferSize(2_048));
        socket.pause();
        socket.write("POST /eventbus/1/" + session + "/xhr_streaming HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
                .await(5, SECONDS);
        await().until(() -> bob.poll().startsWith("c[2010,"));
        for (int i = 1; i <= 100; i++) {
            say(gateway, i, "x".repeat(60_000));
        }
        await().atMost(10, SECONDS).until(() -> !gateway.hub.online("bob"));
        CompletableFuture<Throwable> cut = new CompletableFuture<>();
        vertx.setPeriodic(50, tick -> socket.write("x").onFailure(cut::complete));
        cut.get(20, SECONDS);
    }

    @Test
    void busySessionTakesMoreOnceItIsNot(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, sockets(null, null, null, null));
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        gateway.hub.holdSubscriptions();
        ann.send(register(1), register(2), register(3), register(4), register(5));
        CompletableFuture<Integer> held = CompletableFuture.supplyAsync(() -> send(ann, register(6)));
        await("before the first is too late").atMost(3, SECONDS).until(() -> gateway.hub.heldSubscriptions() == 4);
        await().during(300, MILLISECONDS).until(() -> !held.isDone());
        gateway.hub.releaseSubscriptions();
        assertThat(held.get(5, SECONDS)).isEqualTo(204);
    }

    private static String register(int room) {
        return "{\"type\":\"register\",\"address\":\"out.room.r" + room + "\"}";
    }

    private static int send(PollingClient client, String frame) {
        try {
            return client.send(frame);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void switchedOffTheyAreNotFound(Vertx vertx) throws Exception {
        GatewayFixture gateway = GatewayFixture.withoutFallbacks(vertx);
        PollingClient client = new PollingClient(gateway.url);
        for (String transport : List.of("xhr", "xhr_streaming", "xhr_send")) {
            assertThat(PollingClient.ask(client.request(transport).POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(404);
        }
        assertThat(PollingClient.ask(client.request("eventsource")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void nodeThatStopsSaysSo(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        PollingClient ann = new PollingClient(gateway.url).login("ann");
        BufferedReader lines = ann.lines("xhr_streaming");
        lines.readLine();
        vertx.undeploy(gateway.deployment);
        assertThat(lines.readLine()).isEqualTo("c[1001,\"node is going away\"]");
        assertThat(lines.readLine()).isNull();
    }

    @Test
    void socketsWithoutWebSocketCountLikeOthers(Vertx vertx) throws Exception {
        Sockets few = new Sockets(null, null, null, null, null, null, null, 2, null);
        GatewayFixture gateway = new GatewayFixture(vertx, few);
        int refused = 0;
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = PollingClient.ask(
                    new PollingClient(gateway.url).request("xhr").POST(BodyPublishers.noBody()));
            if (answer.statusCode() == 503) {
                refused++;
                assertThat(answer.headers().firstValue("retry-after")).contains("1");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void sessionsThatAnAddressOpensAreLimited(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, LimitsConfig.NONE.with(new LimitsConfig.Addresses(1, 2, 0)));
        PollingClient ann = new PollingClient(gateway.url);
        assertThat(ann.poll()).isEqualTo("o\n");
        assertThat(new PollingClient(gateway.url).poll()).isEqualTo("o\n");
        HttpResponse<String> third =
                PollingClient.ask(new PollingClient(gateway.url).request("xhr").POST(BodyPublishers.noBody()));
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("retry-after")).contains("1");
        assertThat(ann.send("{\"type\":\"ping\"}")).isEqualTo(204);
    }

    private NetSocket bare(GatewayFixture gateway) throws Exception {
        return bare(gateway, new NetClientOptions());
    }

    private NetSocket bare(GatewayFixture gateway, NetClientOptions options) throws Exception {
        URI uri = URI.create(gateway.url);
        NetClient client = gateway.vertx.createNetClient(options);
        held.add(client);
        return client.connect(uri.getPort(), uri.getHost()).await(5, SECONDS);
    }
}
