// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.dialect.bridge.BridgeDialect;
import dev.hubbub.gateway.dialect.sockjs.SockJsDialect;
import io.netty.buffer.ByteBuf;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryTest {
    private static final Dialect BRIDGE = BridgeDialect.INSTANCE;
    private static final Dialect SOCKJS = SockJsDialect.OF_BRIDGE;

    private static String bridge(Delivery delivery) {
        return delivery.encoded(BRIDGE).packet();
    }

    @Test
    void readersOfOneDialectShareOneEncoding() {
        Delivery delivery = Delivery.of("out.room.r", new JsonObject().put("seq", 1));
        assertThat(delivery.encoded(BRIDGE)).isSameAs(delivery.encoded(BRIDGE));
        ByteBuf first = delivery.encoded(BRIDGE).webSocketFrame();
        ByteBuf second = delivery.encoded(BRIDGE).webSocketFrame();
        assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
        delivery.release();
        first.release();
        assertThat(second.refCnt()).isEqualTo(1);
        second.release();
        assertThat(second.refCnt()).isZero();
    }

    @Test
    void bodyIsEncodedOnceForAllEventLoops() {
        Delivery delivery = Delivery.of("out.room.r", new JsonObject().put("seq", 1));
        assertThat(delivery.copy().json()).isSameAs(delivery.json());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 70_000})
    void lengthsAreWrittenAsWebSocketAsks(int length) {
        ByteBuf bytes = Delivery.Encoded.webSocketFrame("x".repeat(length));
        assertThat(bytes.readUnsignedByte()).isEqualTo((short) 0x81);
        int first = bytes.readUnsignedByte();
        long read = first < 126 ? first : first == 126 ? bytes.readUnsignedShort() : bytes.readLong();
        assertThat(read).isEqualTo(length);
        assertThat(bytes.readableBytes()).isEqualTo(length);
        bytes.release();
    }

    @Test
    void sockJsWrapsTheSameText() {
        Delivery delivery = Delivery.of("a", "quote \" and ü");
        ByteBuf bytes = delivery.encoded(SOCKJS).webSocketFrame();
        String text = bytes.skipBytes(2).toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("a[");
        assertThat(SOCKJS.unpack(text.substring(1))).contains(List.of(bridge(delivery)));
        bytes.release();
        delivery.release();
    }

    @Test
    void messagesHaveTheFieldsThatStockClientsRead() {
        assertThat(new JsonObject(bridge(Delivery.of("out.room.r", new JsonObject().put("seq", 1)))))
                .isEqualTo(new JsonObject()
                        .put("type", "rec")
                        .put("address", "out.room.r")
                        .put("body", new JsonObject().put("seq", 1)));
    }

    @Test
    void failuresHaveTheFieldsThatStockClientsRead() {
        JsonObject json = new JsonObject(bridge(Delivery.failure("r1", new HubException(ErrorCode.FORBIDDEN, "no"))));
        assertThat(json)
                .isEqualTo(new JsonObject()
                        .put("type", "err")
                        .put("address", "r1")
                        .put("failureCode", 403)
                        .put("failureType", "RECIPIENT_FAILURE")
                        .put("message", "FORBIDDEN: no"));
        RefusedException refusal = new RefusedException(Fault.INVALID_JSON);
        assertThat(new JsonObject(bridge(Delivery.failure(null, refusal))).getString("body"))
                .isEqualTo("invalid_json");
    }

    @Test
    void whatIsNotSockJsIsSeen() {
        assertThat(SOCKJS.unpack("")).contains(List.of());
        assertThat(SOCKJS.unpack("[]")).contains(List.of());
        assertThat(SOCKJS.unpack("[\"a\",\"b\"]")).contains(List.of("a", "b"));
        assertThat(SOCKJS.unpack("\"a\"")).contains(List.of("a"));
        for (String wrong : new String[] {"[1]", "[\"a\"", "{}", "x", "[null]", "[[\"a\"]]"}) {
            assertThat(SOCKJS.unpack(wrong)).as(wrong).isEmpty();
        }
    }
}
