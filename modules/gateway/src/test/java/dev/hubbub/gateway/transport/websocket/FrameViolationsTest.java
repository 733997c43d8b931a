// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Sockets;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What RFC 6455 forbids, as the cases of Autobahn have it. Bytes are in hexadecimal; frames that end with {@code 00000000}
 * have that mask.
 */
@ExtendWith(VertxExtension.class)
final class FrameViolationsTest {
    private static final String RAW = "/eventbus/websocket";
    private static final String MASK = "00000000";

    /** A message that is allowed before the login. */
    private static final String TEXT = "7b2274797065223a2270696e67227d";

    private static final String PING = "81 8f" + MASK + TEXT;

    private GatewayFixture gateway;
    private RawWebSocket socket;

    @BeforeEach
    void connect(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, Sockets.DEFAULTS);
        socket = new RawWebSocket(gateway.url, RAW);
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
    @ValueSource(
            strings = {
                "c1 80" + MASK, // reserved bits
                "a1 80" + MASK,
                "91 80" + MASK,
                "f1 80" + MASK,
                "c2 80" + MASK,
                "b8 80" + MASK,
                "c9 80" + MASK,
                "9a 80" + MASK,
                "01 80" + MASK + "c0 80" + MASK,
                "83 80" + MASK, // reserved opcodes
                "84 80" + MASK,
                "85 80" + MASK,
                "86 80" + MASK,
                "87 80" + MASK,
                "8b 80" + MASK,
                "8c 80" + MASK,
                "8d 80" + MASK,
                "8e 80" + MASK,
                "8f 80" + MASK,
                "08 80" + MASK, // control frames in fragments
                "09 80" + MASK,
                "0a 80" + MASK,
                "89 fe 007e" + MASK, // long control frames
                "8a fe 007e" + MASK,
                "88 fe 007e" + MASK,
                "89 ff 0000000000010000" + MASK,
                "80 80" + MASK, // continuation of nothing
                "00 80" + MASK,
                PING + "80 80" + MASK,
                "01 80" + MASK + "80 8f" + MASK + TEXT + "80 80" + MASK,
                "01 80" + MASK + "81 80" + MASK, // another message within one
                "01 80" + MASK + "82 80" + MASK,
                "02 80" + MASK + "89 80" + MASK + "01 80" + MASK,
                "81 02 7b7d", // without a mask
                "89 00",
                "88 00",
                "81 fe 0001" + MASK + "7b", // longer lengths than needed
                "81 ff 000000000000007e" + MASK,
                "81 ff ffffffffffffffff" + MASK,
                "88 81" + MASK + "03" // close with half a code
            })
    void brokenFramesAreClosedWith1002(String frames) throws Exception {
        socket.send(bytes(frames));

        assertThat(socket.awaitClose()).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 32_767, 32_768, 65_535})
    void codesThatNoCloseFrameMayHaveAreClosedWith1002(int code) throws Exception {
        socket.send(RawWebSocket.frame(0x88, new byte[] {(byte) (code >> 8), (byte) code}));

        assertThat(socket.awaitClose()).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1014, 3000, 3999, 4000, 4999})
    void otherCodesAreAnsweredWithThemselves(int code) throws Exception {
        socket.send(RawWebSocket.frame(0x88, new byte[] {(byte) (code >> 8), (byte) code, 'o', 'k'}));

        assertThat(socket.awaitClose()).isEqualTo(code);
    }

    @Test
    void closeWithoutACodeIsAnswered() throws Exception {
        socket.send(bytes("88 80" + MASK));

        assertThat(socket.awaitClose()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "81 81" + MASK + "ff",
                "81 81" + MASK + "fe",
                "81 81" + MASK + "80",
                "81 82" + MASK + "c0af", // overlong
                "81 83" + MASK + "e080af",
                "81 84" + MASK + "f08080af",
                "81 83" + MASK + "eda080", // half of a pair
                "81 86" + MASK + "eda080edb080",
                "81 84" + MASK + "f4908080", // beyond Unicode
                "81 85" + MASK + "f888808080",
                "81 81" + MASK + "ce", // cut off
                "01 81" + MASK + "ff", // at once, without the end of the message
                "01 81" + MASK + "ce" + "00 81" + MASK + "20",
                "01 81" + MASK + "7b" + "00 81" + MASK + "ff",
                "01 81" + MASK + "7b" + "89 80" + MASK + "00 81" + MASK + "c0",
                "01 83" + MASK + "f09f98" + "80 81" + MASK + "20",
                "01 81" + MASK + "ce" + "80 80" + MASK,
                "88 83" + MASK + "03e8 ff", // the reason of a close
                "88 84" + MASK + "03e8 c0af"
            })
    void textThatIsNotUtf8IsClosedWith1007AtOnce(String frames) throws Exception {
        socket.send(bytes(frames));

        assertThat(socket.awaitClose()).isEqualTo(1007);
    }

    @Test
    void frameOfMoreThanTwiceTheLimitIsClosedAsTooLarge() throws Exception {
        socket.send(bytes("81 ff 0000000000020001" + MASK));

        assertThat(socket.awaitClose()).isEqualTo(4413);
    }

    @Test
    void clientThatGoesOnSendingIsToldToo() throws Exception {
        socket.send(bytes("83 80" + MASK));
        for (int i = 0; i < 100; i++) {
            socket.send(new byte[1_000]);
        }

        assertThat(socket.awaitClose()).isEqualTo(1002);
    }

    @Test
    void framedSocketsAreToldInTheirFramesToo() throws Exception {
        try (RawWebSocket framed = new RawWebSocket(gateway.url, "/eventbus/000/abcdefgh/websocket")) {
            assertThat(framed.next().orElseThrow().text()).isEqualTo("o");
            framed.send(bytes("83 80" + MASK));

            assertThat(framed.next().orElseThrow().text()).startsWith("c[1002,");
            assertThat(framed.awaitClose()).isEqualTo(1002);
        }
    }

    @Test
    void charactersMayBeCutByFragments() throws Exception {
        byte[] said = bytes("01 81" + MASK + "f0" + "89 81" + MASK + "70" + "00 80" + MASK + "00 82" + MASK + "9f98"
                + "80 81" + MASK + "80");
        socket.send(said);

        assertThat(socket.next().orElseThrow().text())
                .as("the ping is answered")
                .isEqualTo("p");
        assertThat(socket.next().orElseThrow().text()).contains("invalid_json");
        assertThat(socket.awaitClose()).as("no JSON before the login").isEqualTo(4400);
    }

    @Test
    void fragmentsMayBeEmpty() throws Exception {
        socket.send(bytes("01 80" + MASK + "00 80" + MASK + "00 81" + MASK + "7b" + "80 80" + MASK));

        assertThat(socket.next().orElseThrow().text()).contains("invalid_json");
    }
}
