// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Upgrades as a client library would not send them. */
@ExtendWith(VertxExtension.class)
final class HandshakeTest {
    private static final String ASKS =
            "GET /eventbus/websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String UPGRADE =
            ASKS + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    private GatewayFixture gateway;
    private RawHttpClient bare;

    @BeforeEach
    void deploy(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        bare = new RawHttpClient(vertx, gateway.url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
                "Sec-WebSocket-Version: 13\r\n"
            })
    void brokenHandshakesAreRefused(String headers) throws Exception {
        String answer = bare.answer(ASKS + headers + "\r\n");
        assertThat(answer).containsPattern("^HTTP/1.1 4(00|26) ");
    }

    /** Vert.x would wait for the body, and lose sight of one that is too long. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9000", "Content-Length: 5", "Transfer-Encoding: chunked"})
    void upgradesWithABodyAreRefused(String header) throws Exception {
        String answer = bare.answer(UPGRADE + header + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
    }

    /** Whatever comes behind an upgrade that waits for its login ends the connection, and leaves nothing behind. */
    @ParameterizedTest
    @ValueSource(strings = {UPGRADE + "\r\n", "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n"})
    void requestBehindAnUpgradeEndsTheConnection(String second) throws Exception {
        String bearer =
                "Authorization: Bearer " + GatewayFixture.TOKENS.user("ann").sign() + "\r\n";
        NetSocket socket = bare.open();
        CompletableFuture<Void> closed = RawHttpClient.closed(socket);
        socket.write(UPGRADE + bearer + "\r\n" + second).await(5, SECONDS);
        closed.get(5, SECONDS);
        for (String what : List.of("connections", "sockets", "handshakes", "users")) {
            await(what).until(() -> gauge(what) == 0);
        }
    }

    private double gauge(String name) {
        return gateway.meters.get("hub.gateway." + name).gauge().value();
    }

    @Test
    void unmaskedFramesEndTheConnection() throws Exception {
        NetSocket socket = bare.open();
        CompletableFuture<Void> closed = RawHttpClient.closed(socket);
        socket.write(UPGRADE + "\r\n").await(5, SECONDS);
        socket.write(Buffer.buffer(new byte[] {(byte) 0x81, 2, '{', '}'})).await(5, SECONDS);
        closed.get(5, SECONDS);
    }

    @Test
    void compressionIsNotNegotiated() throws Exception {
        String answer =
                bare.answer(UPGRADE + "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContainIgnoringCase("extensions");
    }

    @Test
    void compressedFrameThatWasNotNegotiatedEndsTheConnection() throws Exception {
        NetSocket socket = bare.open();
        CompletableFuture<Void> closed = RawHttpClient.closed(socket);
        CompletableFuture<Buffer> upgraded = new CompletableFuture<>();
        socket.handler(upgraded::complete);
        socket.write(UPGRADE + "\r\n");
        assertThat(upgraded.get(5, SECONDS).toString()).startsWith("HTTP/1.1 101 ");

        socket.write(Buffer.buffer(new byte[] {(byte) 0xC1, (byte) 0x82, 0, 0, 0, 0, '{', '}'})); // RSV1, text, masked

        closed.get(5, SECONDS);
        await().untilAsserted(() -> assertThat(
                        gateway.meters.get("hub.gateway.sockets").gauge().value())
                .isZero());
    }
}
