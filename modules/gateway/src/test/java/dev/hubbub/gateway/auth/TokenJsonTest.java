// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.testkit.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenJsonTest {
    private static final String HEADER = "{\"alg\":\"HS256\"}";

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> TokenJson.object("payload", bytes))
                .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.is(ErrorCode.UNAUTHORIZED))
                        .isTrue())
                .hasMessageContaining("token payload is not a JSON object, or has a name twice");
    }

    @Test
    void anObjectIsRead() {
        String text = "{\"sub\":\"ä\",\"exp\":1e3,\"a\":{\"b\":[{\"b\":null}]}}";
        assertThat(TokenJson.object("payload", bytes(text)).getString("sub")).isEqualTo("ä");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub\":\"ann\",\"sub\":\"bob\"}",
                "{\"sub\":\"ann\",\"\\u0073ub\":\"bob\"}",
                "{\"exp\":1,\"exp\":1}",
                "{\"a\":{\"role\":1,\"role\":2}}",
                "{\"a\":[{\"b\":1,\"b\":2}]}",
                "{} {}",
                "{}x",
                "[]",
                "\"a\"",
                "5",
                "null",
                "",
                " ",
                "{",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":/**/1}",
            })
    void otherTextsAreRefused(String text) {
        refused(bytes(text));
    }

    @Test
    void whatIsNotUtf8OrTooDeepIsRefused() {
        refused(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});
        refused("{}".getBytes(StandardCharsets.UTF_16));
        byte[] mark = bytes("\ufeff{}");
        refused(mark);
        assertThat(TokenJson.object("payload", Arrays.copyOfRange(mark, 3, mark.length)))
                .isEmpty();
        refused(bytes("{\"a\":".repeat(40) + "1" + "}".repeat(40)));
        refused(bytes("{\"a\":" + "1".repeat(2_000) + "}"));
    }

    @Test
    void headerWithANameTwiceIsRefusedBeforeAnyKeyIsUsed() {
        Tokens keys = Tokens.hs256("0123456789abcdef0123456789abcdef");
        SignedToken.of(keys.sign(HEADER, "{}"));
        for (String header : new String[] {
            "{\"alg\":\"none\",\"alg\":\"HS256\"}", "{\"alg\":\"HS256\",\"kid\":\"a\",\"kid\":\"b\"}", "[]"
        }) {
            String token = keys.sign(header, "{}");
            assertThatThrownBy(() -> SignedToken.of(token)).hasMessageContaining("token header is not a JSON object");
        }
    }
}
