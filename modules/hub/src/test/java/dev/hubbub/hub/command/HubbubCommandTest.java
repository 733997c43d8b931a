// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.node.Node;
import dev.hubbub.hub.node.NodePlan;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubbubCommandTest {
    @TempDir
    private Path dir;

    private final CommandRunner hubbub = new CommandRunner();
    private String data;

    @BeforeEach
    void nameData() {
        data = dir.resolve("data").toString();
    }

    @Test
    void versionIsOneLine() {
        assertThat(hubbub.run("version")).isZero();
        assertThat(hubbub.out()).matches("hubbub \\d\\S+ \\(Java \\d+\\)\\n");
    }

    @Test
    void tokenIsAllOnStdoutAndVerifies() throws Exception {
        DataDir kept = new DataDir(Path.of(data)).create().createKey();
        assertThat(hubbub.run(
                        "token",
                        "carol",
                        "--data",
                        data,
                        "--ttl",
                        "30m",
                        "--name",
                        "Carol",
                        "--role",
                        "craftsman",
                        "--server",
                        "--claim",
                        "shop=7"))
                .isZero();
        assertThat(hubbub.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
        JsonObject claims =
                verify(hubbub.out().strip(), Files.readString(kept.keyFile()).strip());
        assertThat(claims.getString("sub")).isEqualTo("carol");
        assertThat(claims.getString("name")).isEqualTo("Carol");
        assertThat(claims.getString("role")).isEqualTo("craftsman");
        assertThat(claims.getBoolean("hubbub_server")).isTrue();
        assertThat(claims.getInteger("shop")).isEqualTo(7);
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(1800);
    }

    @Test
    void tokenMakesTheKeyOfItsDirectoryOnce() throws Exception {
        new DataDir(Path.of(data)).create();
        assertThat(hubbub.run("token", "carol", "--data", data)).isZero();
        String key = Files.readString(new DataDir(Path.of(data)).keyFile());
        assertThat(hubbub.run("token", "dave", "--data", data)).isZero();
        assertThat(Files.readString(new DataDir(Path.of(data)).keyFile())).isEqualTo(key);
    }

    @Test
    void tokenOfADirectoryThatIsNotThereIsRefused() {
        Path slip = Path.of(data).resolve("dtaa");
        assertThat(hubbub.run("token", "carol", "--data", slip.toString())).isEqualTo(2);
        hubbub.assertOneLine("--data: " + slip + " (expected: the directory of a hub)");
        assertThat(slip).doesNotExist();
    }

    @Test
    void checkConfigEndsWithTwoWithoutAKey() {
        assertThat(hubbub.run("check-config", "--data", data)).isEqualTo(2);
        assertThat(hubbub.err().lines()).singleElement().asString().startsWith("hubbub: auth.hs256: not set");
        assertThat(new JsonObject(hubbub.out()).getJsonObject("http").getInteger("port"))
                .isEqualTo(8080);
    }

    @ParameterizedTest
    @CsvSource({
        "HUB_HTTP_TLS_CERTIFICATE, HUB_HTTP_TLS_KEY, http.tls.certificate",
        "HUB_CLUSTER_TLS_CERTIFICATE, HUB_CLUSTER_TLS_KEY, cluster.tls",
        "HUB_AUTH_JWKS, , auth.jwks",
        "HUB_PERSISTENCE_TLS_AUTHORITY, , persistence.tls.authority",
    })
    void checkConfigReadsFilesAsAStartDoes(String variable, String other, String setting) throws Exception {
        new DataDir(Path.of(data)).create().createKey();
        Path nonsense = Files.writeString(Path.of(data).resolve("nonsense.pem"), "no certificate");
        hubbub.environment("HUB_CLUSTER_TLS_AUTHORITY", setting.equals("cluster.tls") ? nonsense.toString() : "");
        hubbub.environment(variable, nonsense.toString());
        if (other != null) {
            hubbub.environment(other, nonsense.toString());
        }
        assertThat(hubbub.run("check-config", "--data", data)).isEqualTo(2);
        assertThat(hubbub.err().lines()).last().asString().startsWith("hubbub: " + setting);
    }

    @Test
    void tokenThatNoHubAcceptsIsNotPrinted() {
        new DataDir(Path.of(data)).create();
        assertThat(hubbub.run("token", "carol", "--data", data, "--ttl", "400d"))
                .isEqualTo(2);
        hubbub.assertOneLine("--ttl: 34560000 s (expected: at most auth.maxLifeSeconds, 31622400 s)");
        hubbub.environment("HUB_AUTH_MAX_LIFE_SECONDS", "60");
        assertThat(hubbub.run("token", "carol", "--data", data)).isEqualTo(2);
        assertThat(hubbub.run("token", "carol", "--data", data, "--ttl", "60s")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\u00e4"})
    void tokenOfNoUserIsRefused(String user) {
        assertThat(hubbub.run("token", user, "--data", data)).isEqualTo(2);
        hubbub.assertOneLine("USER");
    }

    @Test
    void someRolesWithoutAClusterAreRefused() {
        new DataDir(Path.of(data)).create().createKey();
        assertThat(hubbub.run("serve", "--roles", "access,presence", "--data", data))
                .isEqualTo(2);
        hubbub.assertOneLine("--roles: access,presence");
    }

    @Test
    void directoryOfAnotherHubEndsWithOne() {
        DataDir kept = new DataDir(Path.of(data)).create().createKey();
        hubbub.environment("HUB_ADMIN_PORT", "0");
        HubConfig config = ConfigLoader.load(
                        new ConfigSources(null, Map.of(), Map.of("http.port", "0", "admin.port", "0"), kept.keyFile()))
                .config();
        try (Node node = Node.start(NodePlan.allRoles(config, kept))) {
            assertThat(node.url()).isNotEmpty();
            assertThat(hubbub.run("serve", "--port", "0", "--data", data)).isEqualTo(1);
        }
        hubbub.assertOneLine("persistence: " + data + ": another hub uses this directory");
    }

    @Test
    void fileThatIsNoStoreEndsWithOneAndStays() throws Exception {
        Path file = new DataDir(Path.of(data)).create().createKey().path().resolve("hubbub.db");
        hubbub.environment("HUB_ADMIN_PORT", "0");
        Files.writeString(file, "no store at all\n".repeat(1_000));
        assertThat(hubbub.run("serve", "--port", "0", "--data", data)).isEqualTo(1);
        hubbub.assertOneLine("persistence: " + file + ": ");
        assertThat(hubbub.err()).contains("bring back a copy");
        assertThat(Files.readString(file)).startsWith("no store at all");
    }

    @Test
    void storeIsNoCommandAnyMore() {
        assertThat(hubbub.run("store", "--port", "0", "--data", data)).isEqualTo(2);
        hubbub.assertOneLine("--help");
    }

    @Test
    void checkConfigShowsEffectiveValuesWithoutSecrets() {
        hubbub.environment("HUB_ROOMS_MAX_MEMBERS", "7");
        hubbub.environment("HUB_AUTH_HS256", "env:MINE");
        hubbub.environment("MINE", "q7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u");
        assertThat(hubbub.run("check-config", "--data", data)).isZero();
        assertThat(new JsonObject(hubbub.out()).getJsonObject("rooms").getInteger("maxMembers"))
                .isEqualTo(7);
        assertThat(hubbub.out()).doesNotContain("q7Rr0vTz");
        assertThat(hubbub.err()).isEmpty();
    }

    @Test
    void checkConfigEndsWithTwoForWrongSettings() {
        hubbub.environment("HUB_ROOMS_MAX_MEMBERS", "none");
        assertThat(hubbub.run("check-config")).isEqualTo(2);
        hubbub.assertOneLine("rooms.maxMembers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sevre", "serve --prot 1", "token", "serve --port x", "token a --ttl 5"})
    void misuseIsOneLine(String line) {
        assertThat(hubbub.run(line.isEmpty() ? new String[0] : line.split(" ", -1)))
                .isEqualTo(2);
        hubbub.assertOneLine("--help");
    }

    @Test
    void linkWithoutAHubIsRefused() {
        assertThat(hubbub.run("link", "carol", "--data", data)).isEqualTo(1);
        hubbub.assertOneLine("no 'dev' runs");
    }

    private static JsonObject verify(String token, String secret) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            JWTAuth auth = JWTAuth.create(
                    vertx,
                    new JWTAuthOptions()
                            .addPubSecKey(
                                    new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret)));
            User user = auth.authenticate(new TokenCredentials(token)).await(5, SECONDS);
            return user.attributes().getJsonObject("accessToken");
        } finally {
            vertx.close().await(5, SECONDS);
        }
    }
}
