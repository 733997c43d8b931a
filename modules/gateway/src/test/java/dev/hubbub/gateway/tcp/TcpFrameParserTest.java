// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.bridge.BadFrameException;
import dev.hubbub.gateway.dialect.bridge.ClientFrame;
import io.vertx.core.json.JsonArray;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TcpFrameParserTest {
    @Test
    void frameHasWhatTheStockBridgeReads() throws Exception {
        TcpFrame frame = TcpFrameParser.parse("{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":\"#backtrack\","
                + "\"headers\":{\"lang\":\"de\"},\"body\":[1]}");
        assertThat(frame)
                .isEqualTo(new TcpFrame(
                        ClientFrame.Type.SEND, "a", "#backtrack", Map.of("lang", "de"), new JsonArray().add(1), null));
        assertThat(TcpFrameParser.parse("{\"type\":\"ping\"}").type()).isEqualTo(ClientFrame.Type.PING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"send\",\"address\":\"a\",\"failureCode\":1234,\"message\":\"oops\"}",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"failureCode\":\"1234\",\"message\":\"oops\"}}"
            })
    void failureIsInTheFrameOrInItsHeaders(String text) throws Exception {
        assertThat(TcpFrameParser.parse(text).failure()).isEqualTo(new TcpFrame.Failure(1_234, "oops"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|INVALID_JSON",
                "[]|INVALID_JSON",
                "{} {}|INVALID_JSON",
                "{\"type\":\"ping\",\"type\":\"ping\"}|INVALID_JSON",
                "{}|MISSING_TYPE",
                "{\"type\":\"message\",\"address\":\"a\"}|INVALID_TYPE",
                "{\"type\":7,\"address\":\"a\"}|INVALID_TYPE",
                "{\"type\":\"send\"}|MISSING_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a b\"}|BAD_ADDRESS",
                "{\"type\":\"send\",\"address\":7}|BAD_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"replyAddress\":7}|BAD_REPLY_ADDRESS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":[]}|BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"x\":1}}|BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"headers\":{\"x\":\"1\\n2\"}}|BAD_HEADERS",
                "{\"type\":\"send\",\"address\":\"a\",\"failureCode\":0}|BAD_FAILURE",
                "{\"type\":\"send\",\"address\":\"a\",\"failureCode\":1.5}|BAD_FAILURE",
                "{\"type\":\"send\",\"address\":\"a\",\"failureCode\":403,\"message\":[]}|BAD_FAILURE"
            })
    void whatBreaksTheRulesIsRefused(String text, Fault fault) {
        assertThatThrownBy(() -> TcpFrameParser.parse(text))
                .isInstanceOfSatisfying(
                        BadFrameException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    @Test
    void depthIsBounded() throws Exception {
        String frame = "{\"type\":\"send\",\"address\":\"a\",\"body\":%s1%s}";
        assertThat(TcpFrameParser.parse(frame.formatted("[".repeat(15), "]".repeat(15)))
                        .body())
                .isNotNull();
        String deep = frame.formatted("[".repeat(100_000), "]".repeat(100_000));
        assertThatThrownBy(() -> TcpFrameParser.parse(deep)).isInstanceOf(BadFrameException.class);
    }
}
