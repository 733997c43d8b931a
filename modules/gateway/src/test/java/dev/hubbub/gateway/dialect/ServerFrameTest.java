// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.netty.buffer.ByteBuf;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerFrameTest {
    @Test
    void readersOfOneFramingShareOneEncoding() {
        ServerFrame frame = ServerFrame.message("out.room.r", new JsonObject().put("seq", 1));
        ByteBuf first = frame.share(Framing.RAW);
        ByteBuf second = frame.share(Framing.RAW);
        assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
        frame.release();
        first.release();
        assertThat(second.refCnt()).isEqualTo(1);
        second.release();
        assertThat(second.refCnt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536, 70_000})
    void lengthsAreWrittenAsWebSocketAsks(int length) {
        ByteBuf bytes = ServerFrame.textFrame("x".repeat(length));
        assertThat(bytes.readUnsignedByte()).isEqualTo((short) 0x81);
        int first = bytes.readUnsignedByte();
        long read = first < 126 ? first : first == 126 ? bytes.readUnsignedShort() : bytes.readLong();
        assertThat(read).isEqualTo(length);
        assertThat(bytes.readableBytes()).isEqualTo(length);
        bytes.release();
    }

    @Test
    void sockJsWrapsTheSameText() {
        ServerFrame frame = ServerFrame.message("a", "quote \" and ü");
        ByteBuf bytes = frame.share(Framing.SOCKJS);
        String text = bytes.skipBytes(2).toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("a[");
        assertThat(SockJs.unwrap(text.substring(1))).contains(List.of(frame.json()));
        bytes.release();
        frame.release();
    }

    @Test
    void failuresHaveTheFieldsThatStockClientsRead() {
        JsonObject json = new JsonObject(ServerFrame.failure("r1", new HubException(ErrorCode.FORBIDDEN, "no"))
                .json());
        assertThat(json)
                .isEqualTo(new JsonObject()
                        .put("type", "err")
                        .put("address", "r1")
                        .put("failureCode", 403)
                        .put("failureType", "RECIPIENT_FAILURE")
                        .put("message", "FORBIDDEN: no"));
        assertThat(new JsonObject(ServerFrame.refusal(null, FrameFault.INVALID_JSON)
                                .json())
                        .getString("body"))
                .isEqualTo("invalid_json");
    }

    @Test
    void whatIsNotSockJsIsSeen() {
        assertThat(SockJs.unwrap("")).contains(List.of());
        assertThat(SockJs.unwrap("[]")).contains(List.of());
        assertThat(SockJs.unwrap("[\"a\",\"b\"]")).contains(List.of("a", "b"));
        assertThat(SockJs.unwrap("\"a\"")).contains(List.of("a"));
        for (String wrong : new String[] {"[1]", "[\"a\"", "{}", "x", "[null]", "[[\"a\"]]"}) {
            assertThat(SockJs.unwrap(wrong)).as(wrong).isEqualTo(Optional.empty());
        }
    }
}
