// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect, and what comes of those who may not. */
@ExtendWith(VertxExtension.class)
final class TcpBridgeLoginTest {
    private static final JsonObject PING = new JsonObject().put("type", "ping");

    private static JsonObject token(Object token) {
        return new JsonObject().put("token", token);
    }

    /** The frame is answered so, and the connection ends. */
    private static void refused(TcpBridgeClient client, String message) {
        JsonObject frame = client.receive();
        assertThat(frame.getString("type")).isEqualTo("err");
        assertThat(frame.getString("message")).startsWith(message);
        client.awaitEnd();
    }

    @Test
    void thereIsNoListenerUnlessItIsSwitchedOn(Vertx vertx) throws Exception {
        new GatewayFixture(vertx, GatewayFixture.withKeys(List.of()).sockets());
        assertThatThrownBy(() -> GatewayVerticle.tcpBridgePort(vertx)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keyIsTheFirstFrameButForPings(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient client = processes.connect()) {
            client.send(PING);
            assertThat(client.receive()).isEqualTo(new JsonObject().put("type", "pong"));
            JsonObject reply = client.ask("api.session.login", token(Processes.SHOP));
            assertThat(reply.getString("type")).isEqualTo("message");
            assertThat(reply.getBoolean("send")).isTrue();
            assertThat(reply.getJsonObject("body"))
                    .isEqualTo(new JsonObject().put("user", "server.shop").put("protocol", 1));
        }
    }

    @Test
    void keyTwiceIsAConflictAndTheConnectionStays(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx);
        try (TcpBridgeClient client = processes.login(Processes.SHOP)) {
            JsonObject again = client.ask("api.session.login", token(Processes.SHOP));
            assertThat(again.getString("message")).startsWith("CONFLICT: this connection has its key already");
            client.send(PING);
            assertThat(client.receive().getString("type")).isEqualTo("pong");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"token\":\"wrong-key-q7Rr0vTzJk2mWx5YbN8cLd3f\"}|UNAUTHORIZED: token is no server key",
                "{\"token\":\"eyJh.eyJz.c2ln\"}|UNAUTHORIZED: token is no server key",
                "{\"token\":7}|BAD_REQUEST: token",
                "{}|BAD_REQUEST: token",
                "[]|BAD_REQUEST: body",
                "\"key\"|BAD_REQUEST: body"
            })
    void otherKeyOrNoneEndsTheConnection(String body, String message, Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        client.text("{\"type\":\"send\",\"address\":\"api.session.login\",\"body\":" + body + "}");
        refused(client, message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"send\",\"address\":\"api.messages.send\",\"body\":{}}",
                "{\"type\":\"register\",\"address\":\"hook.message.before\"}",
                "{\"type\":\"unregister\",\"address\":\"hook.message.before\"}",
                "{\"type\":\"publish\",\"address\":\"evt.x\"}"
            })
    void anythingBeforeTheKeyEndsTheConnection(String frame, Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        client.text(frame);
        refused(client, "UNAUTHORIZED: log in first");
    }

    @ParameterizedTest
    @CsvSource({
        "0,BAD_REQUEST: frame of 0 bytes",
        "-1,TOO_LARGE: frame of 4294967295 bytes",
        "2147483647,TOO_LARGE: frame of 2147483647 bytes",
        "4097,TOO_LARGE: frame of 4097 bytes (expected: 1 to 4096)"
    })
    void lengthThatIsNotAllowedEndsTheConnection(int length, String message, Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        client.bytes(ByteBuffer.allocate(4).putInt(length).array());
        refused(client, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "GET / HTTP/1.1", "[]", "{\"type\":\"send\"}", "{\"type\":\"dance\"}"})
    void frameThatIsNoneEndsTheConnectionOfAStranger(String text, Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        client.text(text);
        refused(client, "BAD_REQUEST: ");
    }

    @Test
    void bytesThatAreNoTextEndTheConnection(Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        client.bytes(new byte[] {0, 0, 0, 2, (byte) 0xc3, (byte) 0x28});
        refused(client, "BAD_REQUEST: frame is not UTF-8");
    }

    @Test
    void silenceAndHalfAFrameAreWaitedForUntilTheDeadline(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("loginMillis", 200));
        TcpBridgeClient half = processes.connect();
        half.bytes(new byte[] {0, 0, 0, 50, '{'});
        refused(processes.connect(), "UNAUTHORIZED: no key within 200 ms");
        refused(half, "UNAUTHORIZED: no key within 200 ms");
        await().untilAsserted(() -> assertThat(processes.figure("connections")).isZero());
    }

    @Test
    void pingsKeepAConnectionAndSilenceEndsIt(Vertx vertx) throws Exception {
        Processes processes = new Processes(vertx, new JsonObject().put("idleMillis", 400));
        TcpBridgeClient client = processes.login(Processes.SHOP);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 800_000_000L) {
            client.send(PING);
            assertThat(client.receive().getString("type")).isEqualTo("pong");
        }
        refused(client, "UNAVAILABLE: no frame within 400 ms");
    }

    @Test
    void pingsOfAStrangerAreCounted(Vertx vertx) throws Exception {
        TcpBridgeClient client = new Processes(vertx).connect();
        for (int i = 0; i < 20; i++) {
            client.send(PING);
        }
        JsonObject end = client.receive(frame -> !frame.getString("type").equals("pong"));
        assertThat(end.getString("message")).isEqualTo("UNAUTHORIZED: log in first");
        client.awaitEnd();
    }

    @Test
    void connectionsOfAKeyAndOfAnAddressAreBounded(Vertx vertx) throws Exception {
        Processes processes = new Processes(
                vertx, new JsonObject().put("connectionsPerKey", 1).put("connectionsPerAddress", 3));
        TcpBridgeClient first = processes.login(Processes.SHOP);
        TcpBridgeClient second = processes.connect();
        JsonObject refused = second.ask("api.session.login", token(Processes.SHOP));
        assertThat(refused.getString("message")).isEqualTo("TOO_MANY: too many connections with this key");
        second.awaitEnd();
        processes.login(Processes.GUARD);
        processes.login(Processes.HUB);
        refused(processes.connect(), "TOO_MANY: too many connections");
        first.close();
        await().untilAsserted(() -> assertThat(processes.figure("connections")).isEqualTo(2));
        processes.login(Processes.SHOP).close();
    }
}
