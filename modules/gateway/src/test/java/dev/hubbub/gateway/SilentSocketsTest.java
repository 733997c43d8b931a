// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.limits.Limits;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.config.LimitsConfig.SocketsPerUser;
import dev.hubbub.gateway.transport.polling.PollingClient;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user with two sockets wants a third, and some of the two have lost their connection. */
@ExtendWith(VertxExtension.class)
final class SilentSocketsTest {
    /** The number 4410 as the close frame holds it. */
    private static final String HEARTBEAT_LOST = "\u0011:";

    private static GatewayFixture gateway(Vertx vertx, SocketsPerUser sockets) throws Exception {
        return new GatewayFixture(vertx, LimitsConfig.NONE.with(sockets));
    }

    /** A socket of the user that answers no ping, once it is open; completes when it is closed for that. */
    private static CompletableFuture<Void> silent(GatewayFixture gateway, String user) throws Exception {
        URI uri = URI.create(gateway.url);
        NetClient client = gateway.vertx.createNetClient();
        NetSocket socket = client.connect(uri.getPort(), uri.getHost()).await(5, SECONDS);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        closed.thenRun(client::close); // reachable until then: Vert.x closes what garbage opened
        CompletableFuture<Void> upgraded = new CompletableFuture<>();
        Buffer heard = Buffer.buffer();
        socket.handler(bytes -> {
            upgraded.complete(null);
            if (heard.appendBuffer(bytes).toString(StandardCharsets.ISO_8859_1).contains(HEARTBEAT_LOST)) {
                closed.complete(null);
            }
        });
        socket.write("GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Authorization: Bearer " + TOKENS.user(user).sign() + "\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .await(5, SECONDS);
        upgraded.get(5, SECONDS);
        return closed;
    }

    private static void assertLives(BridgeClient client) {
        assertThat(client.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void lostConnectionsMakeRoom(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(2));
        CompletableFuture<Void> first = silent(gateway, "ann");
        CompletableFuture<Void> second = silent(gateway, "ann");
        assertLives(gateway.login("ann"));
        first.get(10, SECONDS);
        second.get(10, SECONDS);
        BridgeClient upgraded = BridgeClient.connect(
                vertx, gateway.raw().bearer(TOKENS.user("ann").sign()));
        assertLives(upgraded);
    }

    @Test
    void silentSocketMakesRoomAtTheUpgradeAndTheOtherStays(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(2));
        BridgeClient living = gateway.login("ann");
        CompletableFuture<Void> lost = silent(gateway, "ann");
        BridgeClient upgraded = BridgeClient.connect(
                vertx, gateway.raw().bearer(TOKENS.user("ann").sign()));
        assertLives(upgraded);
        assertLives(living);
        lost.get(10, SECONDS);
    }

    @Test
    void socketsThatAnswerStay(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(3));
        BridgeClient raw = gateway.login("ann");
        BridgeClient framed = gateway.over(Transport.FRAMED).login("ann");
        BridgeClient polling = gateway.over(Transport.XHR).login("ann");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> gateway.login("ann")).hasMessageContaining("TOO_MANY: sockets");
        }
        assertLives(raw);
        assertLives(framed);
        assertLives(polling);
        assertThat(gateway.meters.get("hub.gateway.asked.users").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void silentSocketGoesBeforeTheOldest(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.closeOldest(2));
        BridgeClient oldest = gateway.login("ann");
        CompletableFuture<Void> lost = silent(gateway, "ann");
        BridgeClient newest = gateway.login("ann");
        lost.get(10, SECONDS);
        assertLives(oldest);
        assertLives(newest);
    }

    @Test
    void questionOfAnotherNodeIsAskedHereToo(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(5));
        BridgeClient living = gateway.login("ann");
        CompletableFuture<Void> lost = silent(gateway, "ann");
        CompletableFuture<Void> other = silent(gateway, "bob");
        gateway.hub.announce(new Limits.Exhausted(new UserId("ann")));
        lost.get(10, SECONDS);
        assertLives(living);
        assertThat(other).isNotDone();
    }

    @Test
    void clientWithoutWebSocketThatDoesNotComeBackMakesRoomAndTheOtherStays(Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(2)).over(Transport.XHR);
        BridgeClient living = gateway.login("ann");
        BridgeClient lost = gateway.login("ann");
        lost.stopReading();
        assertLives(gateway.login("ann"));
        assertLives(living);
        lost.resumeReading();
        assertThat(lost.awaitClosed().code()).isEqualTo(4410);
        assertThatThrownBy(() -> gateway.login("ann")).hasMessageContaining("TOO_MANY: sockets");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xhr_streaming", "eventsource"})
    void streamEndsEarlySoThatItsClientCanShowThatItLives(String transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(5));
        BufferedReader stream = new PollingClient(gateway.url).login("ann").lines(transport);
        gateway.hub.announce(new Limits.Exhausted(new UserId("ann")));
        List<String> lines =
                CompletableFuture.supplyAsync(() -> stream.lines().toList()).get(10, SECONDS);
        assertThat(lines).contains(transport.equals("eventsource") ? "data: h" : "h");
    }

    @ParameterizedTest
    @EnumSource
    void reloadsAreNoNewSockets(Transport transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = gateway(vertx, SocketsPerUser.refuse(1)).over(transport);
        for (int i = 0; i < 10; i++) {
            gateway.login("ann").close();
        }
        assertLives(gateway.login("ann"));
    }
}
