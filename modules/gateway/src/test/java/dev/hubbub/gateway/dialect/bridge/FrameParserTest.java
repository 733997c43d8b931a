// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hubbub.gateway.dialect.Fault;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameParserTest {
    @Test
    void framesOfTheStockClientAreRead() throws BadFrameException {
        ClientFrame send =
                FrameParser.parse("{\"type\":\"send\",\"address\":\"api.rooms.join\",\"headers\":{\"a\":\"b\"},"
                        + "\"body\":{\"room\":\"lobby\"},\"replyAddress\":\"40f8f3f4-4dd3-4c0e-9e7f-5c6c5ae1d2b7\"}");
        assertThat(send.type()).isEqualTo(ClientFrame.Type.SEND);
        assertThat(send.body()).isEqualTo(new JsonObject().put("room", "lobby"));
        assertThat(send.answerTo()).isEqualTo("40f8f3f4-4dd3-4c0e-9e7f-5c6c5ae1d2b7");
        assertThat(FrameParser.parse("{\"type\":\"ping\"}").type()).isEqualTo(ClientFrame.Type.PING);
        assertThat(FrameParser.parse("{\"type\":\"register\",\"address\":\"out.room.r\",\"headers\":{}}")
                        .answerTo())
                .isEqualTo("out.room.r");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "\"\"",
                "null",
                "[1]",
                "123",
                "{",
                "}",
                "\ufeff{\"type\":\"ping\"}",
                "\u0000",
                "{\"type\":\"ping\"} x",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\",}",
                "/* c */{\"type\":\"ping\"}",
                "{\"type\":\"ping\"/**/}",
                "{'type':'ping'}",
                "{type:\"ping\"}",
                "{\"type\":\"send\",\"address\":\"a\",\"body\":NaN}",
                "{\"type\":\"ping\",\"type\":\"send\"}",
                "{\"type\":\"send\",\"address\":\"a\",\"body\":{\"x\":1,\"x\":2}}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}"
            })
    void whatIsNotOneJsonObjectIsRefused(String text) {
        assertThat(fault(text)).isEqualTo(Fault.INVALID_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "{}~MISSING_TYPE",
                "{\"type\":null}~MISSING_TYPE",
                "{\"type\":\"bogus\"}~INVALID_TYPE",
                "{\"type\":\"PING\"}~INVALID_TYPE",
                "{\"type\":{}}~INVALID_TYPE",
                "{\"type\":[\"ping\"]}~INVALID_TYPE",
                "{\"type\":1}~INVALID_TYPE",
                "{\"type\":\"send\"}~MISSING_ADDRESS",
                "{\"type\":\"send\",\"address\":null}~MISSING_ADDRESS",
                "{\"type\":\"send\",\"address\":1}~BAD_ADDRESS",
                "{\"type\":\"send\",\"address\":{}}~BAD_ADDRESS",
                "{\"type\":\"register\",\"address\":\"\"}~BAD_ADDRESS",
                "{\"type\":\"register\",\"address\":\"a b\"}~BAD_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":\"\"}~BAD_REPLY_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":-1}~BAD_REPLY_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":{}}~BAD_REPLY_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":\"x\"}~BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":[]}~BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"a\":null}}~BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"a\":\"b\\r\\nc\"}}~BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"a\\r\\nb\":\"c\"}}~BAD_HEADERS",
                "{\"type\":\"ping\",\"headers\":5}~BAD_HEADERS"
            })
    void eachFaultHasItsName(String text, Fault expected) {
        assertThat(fault(text)).isEqualTo(expected);
    }

    @Test
    void positionIsKeptOfARegistrationAndNoOtherHeaderOfAnything() throws BadFrameException {
        String frame = "{\"type\":\"%s\",\"address\":\"out.room.r\",\"headers\":{\"since\":\"12\",\"user\":\"x\"}}";
        assertThat(FrameParser.parse(frame.formatted("register")).since()).isEqualTo("12");
        assertThat(FrameParser.parse(frame.formatted("unregister")).since()).isNull();
        assertThat(FrameParser.parse(frame.formatted("send")).since()).isNull();
        assertThat(bad("{\"type\":\"register\",\"address\":\"out.room.r\",\"headers\":{\"since\":1}}")
                        .answerTo())
                .isEqualTo("out.room.r");
    }

    @Test
    void faultsKeepTheReplyAddress() {
        BadFrameException bad = bad("{\"replyAddress\":\"r1\",\"type\":\"bogus\"}");
        assertThat(bad.answerTo()).isEqualTo("r1");
    }

    @Test
    void depthKeysAndLengthsAreBounded() throws BadFrameException {
        assertThat(fault(nested(20))).isEqualTo(Fault.INVALID_JSON);
        assertThat(fault(nested(10_000))).isEqualTo(Fault.INVALID_JSON);
        assertThat(FrameParser.parse(nested(10)).type()).isEqualTo(ClientFrame.Type.PING);
        String keys = IntStream.range(0, 65).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
        assertThat(fault("{\"type\":\"ping\",\"body\":{" + keys + "}}")).isEqualTo(Fault.INVALID_JSON);
        assertThat(fault("{\"type\":\"ping\",\"body\":" + "9".repeat(1_000) + "}"))
                .isEqualTo(Fault.INVALID_JSON);
        assertThat(fault("{\"type\":\"send\",\"address\":\"" + "a".repeat(201) + "\"}"))
                .isEqualTo(Fault.BAD_ADDRESS);
        assertThat(fault("{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":\"" + "r".repeat(10_000) + "\"}"))
                .isEqualTo(Fault.BAD_REPLY_ADDRESS);
    }

    private static String nested(int depth) {
        return "{\"type\":\"ping\",\"body\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static Fault fault(String text) {
        return bad(text).fault();
    }

    private static BadFrameException bad(String text) {
        return catchThrowableOfType(BadFrameException.class, () -> FrameParser.parse(text));
    }
}
