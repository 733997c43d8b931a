// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.gateway.config.ServerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shown of secrets: their references, and nothing else. */
class ConfigSecretsTest {
    private static final String SECRET = "q7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";

    @TempDir
    private Path dir;

    @Test
    void noSecretIsShown() throws Exception {
        Files.writeString(dir.resolve("secret"), SECRET + "\n");
        LoadedConfig loaded = load(Map.of(
                "HUB_AUTH_HS256",
                "file:" + dir.resolve("secret"),
                "HUB_PERSISTENCE_CONNECTION_STRING",
                "mongodb://hub:pass@word@db.example:27017/x"));
        assertThat(loaded.config().auth().secret()).isEqualTo(SECRET);
        assertThat(loaded.config().persistence().connectionString()).contains("pass@word");
        assertThat(loaded.maskedJson() + loaded + loaded.config())
                .contains("mongodb://***@db.example:27017/x")
                .doesNotContain(SECRET, "pass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mongodb://db.example/?authMechanism=MONGODB-AWS&authMechanismProperties=AWS_SESSION_TOKEN:s3cret",
                "mongodb://hub:s3cret@db.example/?tls=true&tlsCertificateKeyFilePassword=s3cret",
                "mongodb+srv://hub:s3cret@db.example/chat?proxyPassword=s3cret",
            })
    void secretsInAConnectionStringAreMasked(String connectionString) {
        LoadedConfig loaded = load(Map.of("HUB_PERSISTENCE_CONNECTION_STRING", connectionString));
        assertThat(loaded.config().persistence().connectionString()).isEqualTo(connectionString);
        assertThat(loaded.maskedJson() + loaded + loaded.config())
                .contains("db.example")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "mongodb://hub:s3/cret@db.example/chat",
                "mongodb://hub:s3?cret@db.example",
                "mongodb://hub:s3%cret@db.example",
            })
    void passwordThatIsNotEscapedIsRefusedAndNotRepeated(String connectionString) {
        assertThatThrownBy(() -> load(Map.of("HUB_PERSISTENCE_CONNECTION_STRING", connectionString)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("persistence.connectionString: ")
                .message()
                .doesNotContain("s3", "cret");
    }

    @Test
    void keyInTheAddressOfASetOfKeysIsMasked() {
        LoadedConfig loaded = load(Map.of("HUB_AUTH_JWKS", "https://issuer.example/k?api_key=s3cret"));
        assertThat(loaded.config().auth().keys().jwks()).contains("s3cret");
        assertThat(loaded.maskedJson() + loaded).contains("issuer.example").doesNotContain("s3cret");
    }

    @Test
    void twoDatabasesThatDifferAreRefused() {
        assertThatThrownBy(() -> load(Map.of(
                        "HUB_PERSISTENCE_CONNECTION_STRING", "mongodb://db.example/one",
                        "HUB_PERSISTENCE_DATABASE", "two")))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "persistence.database: two, and persistence.connectionString names the database one (expected:");
    }

    @Test
    void serverKeysAreReadByTheirReferences() {
        String list = "[{\"name\":\"shop\",\"key\":\"env:SHOP_KEY\",\"scopes\":[\"rooms.*\"]}]";
        Map<String, String> environment = Map.of("HUB_AUTH_SERVER_KEYS", list, "SHOP_KEY", SECRET);
        LoadedConfig loaded = load(environment);
        assertThat(loaded.config().auth().serverKeys())
                .containsExactly(new ServerKey("shop", SECRET, List.of("rooms.*")));
        assertThat(loaded.maskedJson() + loaded + loaded.config())
                .contains("env:SHOP_KEY")
                .doesNotContain(SECRET);
        ConfigSources sources = new ConfigSources(null, environment, Map.of(), null);
        assertThat(ConfigLoader.loadWithoutSecrets(sources).config().auth().serverKeys())
                .isEmpty();
        assertThatThrownBy(() -> load(Map.of("HUB_AUTH_SERVER_KEYS", list, "SHOP_KEY", "short-key-1")))
                .hasMessage("auth.serverKeys[0].key: a secret of 11 bytes (expected: 32 random bytes or more)");
    }

    private static LoadedConfig load(Map<String, String> environment) {
        return ConfigLoader.load(new ConfigSources(null, environment, Map.of(), null));
    }
}
