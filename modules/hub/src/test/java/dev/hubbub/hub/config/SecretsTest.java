// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
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
        assertThatThrownBy(() -> new Secrets(Map.of()).resolve("auth.hs256", literal))
                .isInstanceOf(ConfigException.class)
                .hasMessage("auth.hs256: a literal value (expected: env:NAME or file:/path)");
    }

    @Test
    void unsetVariableIsNamed() {
        assertThatThrownBy(() -> new Secrets(Map.of()).resolve("auth.hs256", "env:MINE"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("env:MINE");
    }

    @Test
    void unreadableFileIsNamed() {
        assertThatThrownBy(() -> new Secrets(Map.of()).resolve("auth.hs256", "file:none/such"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file:none/such");
    }

    @Test
    void publicKeyIsAccepted() throws Exception {
        String pem = pem("PUBLIC KEY", key(2048).getEncoded());
        assertThat(resolve("auth.rs256", pem)).isEqualTo(pem);
    }

    @Test
    void smallKeyIsRefused() throws Exception {
        String pem = pem("PUBLIC KEY", key(1024).getEncoded());
        assertThatThrownBy(() -> resolve("auth.rs256", pem)).hasMessageContaining("1024 bits");
    }

    @Test
    void anythingElseThanAPublicKeyIsRefused() {
        assertThatThrownBy(() -> resolve("auth.rs256", pem("PRIVATE KEY", new byte[64])))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> resolve("auth.rs256", pem("PUBLIC KEY", new byte[64])))
                .isInstanceOf(ConfigException.class);
    }

    private static String resolve(String key, String secret) {
        return new Secrets(Map.of("MINE", secret)).resolve(key, "env:MINE");
    }

    private static PublicKey key(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair().getPublic();
    }

    private static String pem(String kind, byte[] encoded) {
        String base64 = Base64.getMimeEncoder().encodeToString(encoded);
        return "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----";
    }
}
