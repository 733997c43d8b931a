// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.gateway.config.LimitsConfig.FramesPerSocket;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten frames a second, and a hundred at once; no other limit. */
@ExtendWith(VertxExtension.class)
final class FrameFloodTest {
    private static final String PING = "{\"type\":\"ping\"}";
    private static final String NOTHING = "{\"type\":\"unregister\",\"address\":\"out.room.tea\"}";
    private static final int FLOOD = 300;

    private GatewayFixture gateway;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        gateway = new GatewayFixture(vertx, LimitsConfig.NONE.with(new FramesPerSocket(0, 10, 100)));
    }

    static Stream<Arguments> floods() {
        return Stream.of(
                flood("pings", FLOOD, client -> client.sendText(PING)),
                flood(
                        "large pings",
                        3,
                        client -> client.sendText(PING.replace("}", ",\"x\":\"" + "x".repeat(65_000) + "\"}"))),
                flood("ends of nothing", FLOOD, client -> client.sendText(NOTHING)),
                flood(
                        "frames that are refused",
                        FLOOD,
                        client -> client.sendText(NOTHING.replace("unregister", "publish"))));
    }

    private static Arguments flood(String name, int times, Consumer<BridgeClient> frame) {
        return Arguments.argumentSet(name, times, frame);
    }

    @ParameterizedTest
    @MethodSource("floods")
    void frameBeyondTheBudgetClosesTheSocket(int times, Consumer<BridgeClient> frame) {
        for (Transport transport : Transport.values()) {
            BridgeClient ann = gateway.over(transport).login("ann");
            for (int i = 0; i < times; i++) {
                frame.accept(ann);
            }
            assertThat(ann.awaitClosed().code()).as(transport.name()).isEqualTo(4429);
        }
    }

    @Test
    void emptyFragmentsAreFrames() {
        BridgeClient ann = gateway.login("ann");
        ann.socket().writeFrame(WebSocketFrame.textFrame("{", false));
        for (int i = 0; i < FLOOD; i++) {
            ann.socket().writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer(), false));
        }
        assertThat(ann.awaitClosed().code()).isEqualTo(4429);
    }

    @Test
    void framesInOneMessageCountOneByOne() {
        BridgeClient ann = gateway.over(Transport.FRAMED).login("ann");
        ann.socket().writeTextMessage(new JsonArray(Collections.nCopies(FLOOD, PING)).encode());
        assertThat(ann.awaitClosed().code()).isEqualTo(4429);
    }

    @Test
    void messagesWithoutAFrameAreFrames() {
        BridgeClient ann = gateway.over(Transport.FRAMED).login("ann");
        for (int i = 0; i < FLOOD; i++) {
            ann.socket().writeTextMessage("[]");
        }
        assertThat(ann.awaitClosed().code()).isEqualTo(4429);
    }

    @ParameterizedTest
    @EnumSource
    void beforeTheLoginThereIsLittleToSay(Transport transport) {
        BridgeClient stranger = gateway.over(transport).connect();
        for (int i = 0; i < 80; i++) {
            stranger.sendText(PING);
        }
        assertThat(stranger.awaitClosed().code()).isEqualTo(4429);
    }

    @ParameterizedTest
    @EnumSource
    void whoStaysWithinTheBudgetIsServed(Transport transport) {
        BridgeClient ann = gateway.over(transport).login("ann");
        for (int i = 0; i < 30; i++) {
            ann.sendText(PING);
            ann.subscribe(new RoomId("r" + i));
        }
        assertThat(ann.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }

    @Test
    void hostAppsServerIsNotHeldToIt() {
        BridgeClient server = gateway.connect();
        server.login(TOKENS.user("shop").server().sign());
        for (int i = 0; i < FLOOD; i++) {
            server.sendText(PING);
        }
        assertThat(server.call("echo", new JsonObject())).isEqualTo(new JsonObject());
    }
}
