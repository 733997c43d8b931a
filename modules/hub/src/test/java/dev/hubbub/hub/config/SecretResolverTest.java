// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretResolverTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "changemechangemechangemechangeme",
                "your-super-secret-jwt-key-0123456789",
                "a-string-secret-at-least-256-bits-long",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            })
    void weakSecretIsRefusedAndNotRepeated(String secret) {
        assertThatThrownBy(() -> resolve("auth.hs256", secret))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("auth.hs256: ")
                .message()
                .doesNotContain(secret);
    }

    @Test
    void literalSecretIsRefusedAndNotRepeated() {
        String literal = "q7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";
        assertThatThrownBy(() -> new SecretResolver(Map.of()).resolve("auth.hs256", literal))
                .isInstanceOf(ConfigException.class)
                .hasMessage("auth.hs256: a literal value (expected: env:NAME or file:/path)");
    }

    @Test
    void unsetVariableIsNamed() {
        assertThatThrownBy(() -> new SecretResolver(Map.of()).resolve("auth.hs256", "env:MINE"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("env:MINE");
    }

    @Test
    void unreadableFileIsNamed() {
        assertThatThrownBy(() -> new SecretResolver(Map.of()).resolve("auth.hs256", "file:none/such"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file:none/such");
    }

    private static String resolve(String key, String secret) {
        return new SecretResolver(Map.of("MINE", secret)).resolve(key, "env:MINE");
    }
}
