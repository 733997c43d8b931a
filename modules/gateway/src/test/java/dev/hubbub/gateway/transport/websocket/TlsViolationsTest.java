// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Tls;
import dev.hubbub.testkit.SelfSigned;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What RFC 6455 forbids, of each kind one, over TLS: its client gets the code, and then the end of the stream, and no broken
 * connection.
 */
@ExtendWith(VertxExtension.class)
final class TlsViolationsTest {
    private static final String RAW = "/eventbus/websocket";

    @TempDir
    private static Path dir;

    private static SelfSigned pair;

    private GatewayFixture gateway;
    private RawWebSocket socket;

    @BeforeAll
    static void pair() {
        pair = SelfSigned.write(dir);
    }

    @BeforeEach
    void connect(Vertx vertx) throws Exception {
        Tls tls = new Tls(pair.certificate().toString(), pair.key().toString());
        gateway = new GatewayFixture(vertx, tls);
        socket = new RawWebSocket(gateway.url, RAW, pair.certificate());
    }

    @AfterEach
    void disconnect() throws Exception {
        socket.close();
        await().until(() -> gateway.meters.get("hub.gateway.sockets").gauge().value(), open -> open == 0);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "c1 80 00000000, 1002", // a reserved bit
        "83 80 00000000, 1002", // a reserved opcode
        "09 80 00000000, 1002", // a control frame in fragments
        "80 80 00000000, 1002", // continuation of nothing
        "81 02 7b7d, 1002", // without a mask
        "81 fe 0001 00000000 7b, 1002", // a longer length than needed
        "88 82 00000000 03ec, 1002", // a close with a code that no frame may have
        "81 81 00000000 ff, 1007", // no UTF-8
        "01 81 00000000 ff, 1007", // at once, without the end of the message
        "88 83 00000000 03e8ff, 1007", // the reason of a close
        "81 ff 0000000000020001 00000000, 4413", // too large
        "88 82 00000000 03e8, 1000" // nothing is wrong
    })
    void violationIsClosedWithItsCode(String frames, int code) throws Exception {
        socket.send(bytes(frames));

        assertThat(socket.awaitClose()).isEqualTo(code);
    }

    @Test
    void clientThatGoesOnSendingIsToldToo() throws Exception {
        socket.send(bytes("83 80 00000000"));
        for (int i = 0; i < 100; i++) {
            socket.send(new byte[1_000]);
        }

        assertThat(socket.awaitClose()).isEqualTo(1002);
    }

    @Test
    void framedSocketsAreToldInTheirFramesToo() throws Exception {
        String path = "/eventbus/000/abcdefgh/websocket";
        try (RawWebSocket framed = new RawWebSocket(gateway.url, path, pair.certificate())) {
            assertThat(framed.next().orElseThrow().text()).isEqualTo("o");
            framed.send(bytes("83 80 00000000"));

            assertThat(framed.next().orElseThrow().text()).startsWith("c[1002,");
            assertThat(framed.awaitClose()).isEqualTo(1002);
        }
    }
}
