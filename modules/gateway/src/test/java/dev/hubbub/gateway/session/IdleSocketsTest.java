// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.session;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.ShortDeadlines;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sockets on which nothing is said: who answers the hub's pings stays, who does not is gone. */
@ExtendWith(VertxExtension.class)
final class IdleSocketsTest {
    private static final List<Transport> TRANSPORTS = List.of(Transport.values());
    private static final int IDLE = 30;
    /** The number 4410 as the close frame holds it. */
    private static final String HEARTBEAT_LOST = "\u0011:";

    private static final Sockets QUICK = new Sockets(null, 300, null, null, null, null, null, null, null);

    /** An upgraded connection of a client that sends nothing more, not even pong; what came up to the close frame. */
    private static CompletableFuture<String> silent(GatewayFixture gateway, String user, String path) throws Exception {
        return silent(gateway, user, path, socket -> {});
    }

    /** The same with a client that sends what says nothing. */
    private static CompletableFuture<String> silent(
            GatewayFixture gateway, String user, String path, Consumer<NetSocket> upgraded) throws Exception {
        URI uri = URI.create(gateway.url);
        NetClient client = gateway.vertx.createNetClient();
        NetSocket socket = client.connect(uri.getPort(), uri.getHost()).await(5, SECONDS);
        Buffer heard = Buffer.buffer();
        CompletableFuture<String> closed = new CompletableFuture<>();
        closed.thenRun(client::close); // reachable until then: Vert.x closes what garbage opened
        socket.handler(bytes -> {
            if (heard.length() == 0) {
                upgraded.accept(socket);
            }
            String text = heard.appendBuffer(bytes).toString(StandardCharsets.ISO_8859_1);
            if (text.contains(HEARTBEAT_LOST)) {
                closed.complete(text);
            }
        });
        socket.write("GET " + path + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Authorization: Bearer " + TOKENS.user(user).sign() + "\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .await(5, SECONDS);
        return closed;
    }

    /** A masked frame without a payload: the first or a further fragment, or the whole, of a text. */
    private static Buffer empty(int opcodeAndEnd) {
        return Buffer.buffer(new byte[] {(byte) opcodeAndEnd, (byte) 0x80, 0, 0, 0, 0});
    }

    @Test
    void whatSaysNothingIsNoSignOfLife(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, QUICK, ShortDeadlines.but("heartbeatAnswer", 1_500));
        CompletableFuture<String> fragments = silent(gateway, "mute", "/eventbus/websocket", socket -> {
            socket.write(empty(0x01));
            vertx.setPeriodic(100, tick -> socket.write(empty(0x00)));
        });
        CompletableFuture<String> nothings = silent(
                gateway,
                "dumb",
                "/eventbus/1/" + UUID.randomUUID() + "/websocket",
                socket -> vertx.setPeriodic(100, tick -> socket.write(empty(0x81))));
        fragments.get(30, SECONDS);
        nothings.get(30, SECONDS);
    }

    @Test
    void peersThatAnswerNoPingAreClosedAndIdleOnesStay(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, QUICK, ShortDeadlines.but("heartbeatAnswer", 1_500));
        List<BridgeClient> idle = IntStream.range(0, IDLE)
                .mapToObj(
                        i -> gateway.over(TRANSPORTS.get(i % TRANSPORTS.size())).login("idle" + i))
                .toList();
        CompletableFuture<String> raw = silent(gateway, "mute", "/eventbus/websocket");
        CompletableFuture<String> framed = silent(gateway, "dumb", "/eventbus/1/" + UUID.randomUUID() + "/websocket");
        await().until(() -> gateway.hub.online("mute") && gateway.hub.online("dumb"));

        raw.get(30, SECONDS);
        assertThat(framed.get(30, SECONDS)).contains("c[4410,");
        await().until(() -> !gateway.hub.online("mute") && !gateway.hub.online("dumb"));

        for (BridgeClient client : idle) {
            assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        }
        assertThat(IntStream.range(0, IDLE).filter(i -> !gateway.hub.online("idle" + i)))
                .isEmpty();
    }
}
