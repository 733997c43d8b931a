// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings with which a hub does not start: each says in one line which one, what it is and what was expected. */
class RefusedStartTest {
    @TempDir
    private Path dir;

    private final CommandRunner hubbub = new CommandRunner();
    private DataDir data;

    @BeforeEach
    void makeData() {
        data = new DataDir(dir.resolve("data")).create();
        hubbub.environment("HUB_ADMIN_PORT", "0");
        hubbub.environment("HUB_AUTH_ISSUER", "https://issuer.example/");
        hubbub.environment("HUB_AUTH_AUDIENCE", "chat");
    }

    @Test
    void withoutKey() {
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("auth.hs256: not set");
        CommandRunner check = new CommandRunner();
        assertThat(check.run("check-config", "--data", dir.resolve("data").toString()))
                .isEqualTo(2);
        assertThat(check.err()).as("the words of both commands").isEqualTo(hubbub.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"rooms\":{\"maxMembrs\":5}}|rooms.maxMembrs",
                "{\"rooms\":{\"maxMembers\":-1}}|rooms.maxMembers: -1",
                "{\"rooms\":{\"maxMembers\":\"many\"}}|rooms.maxMembers",
                "{\"persistence\":{\"durability\":\"eternal\"}}|persistence.durability",
                "{\"roms\":{}}|roms",
                "{\"auth\":{\"hs256\":\"a literal secret of more than 32 bytes\"}}|auth.hs256",
                "{\"auth\":{\"serverKeys\":[{\"name\":\"shop\",\"key\":\"lit\",\"scopes\":[\"*\"]}]}}|auth.serverKeys[0].key",
                "{\"http\":|hub.json"
            })
    void configurationFaultsNameTheKey(String config, String named) throws Exception {
        data.createKey();
        Path file = Files.writeString(dir.resolve("hub.json"), config);
        assertThat(serve("--config", file.toString())).isEqualTo(2);
        hubbub.assertOneLine(named);
    }

    @ParameterizedTest
    @CsvSource({"short", "''", "changeme-changeme-changeme-changeme"})
    void weakSecret(String secret) {
        hubbub.environment("HUB_AUTH_HS256", "env:CHAT_SECRET");
        hubbub.environment("CHAT_SECRET", secret);
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("auth.hs256");
    }

    @Test
    void withoutAUsableSetOfKeys() throws Exception {
        Path keys = Files.writeString(dir.resolve("keys.json"), "{\"keys\":[]}");
        hubbub.environment("HUB_AUTH_JWKS", "file:" + keys);
        assertThat(serve()).isEqualTo(1);
        hubbub.assertOneLine("gateway: auth.jwks: " + keys + ": no keys");
    }

    @Test
    void setOfKeysThatIsNotReachable() {
        hubbub.environment("HUB_AUTH_JWKS", "http://127.0.0.1:1/k");
        assertThat(serve()).isEqualTo(1);
        hubbub.assertOneLine("gateway: auth.jwks: http://127.0.0.1:1/k: not reachable");
    }

    @Test
    void setOfKeysOverPlainText() {
        hubbub.environment("HUB_AUTH_JWKS", "http://issuer.example/k");
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("(expected: https://");
    }

    @Test
    void certificateWithAnotherKey() throws Exception {
        data.createKey();
        SelfSigned pair = SelfSigned.write(Files.createDirectory(dir.resolve("one")));
        SelfSigned other = SelfSigned.write(Files.createDirectory(dir.resolve("other")));
        hubbub.environment("HUB_HTTP_TLS_CERTIFICATE", pair.certificate().toString());
        hubbub.environment("HUB_HTTP_TLS_KEY", other.key().toString());
        assertThat(serve()).isEqualTo(1);
        hubbub.assertOneLine("gateway: http.tls.key: " + other.key());
    }

    @Test
    void certificateWithoutAKeyThatCanBeRead() throws Exception {
        data.createKey();
        SelfSigned pair = SelfSigned.write(dir);
        hubbub.environment("HUB_HTTP_TLS_CERTIFICATE", pair.certificate().toString());
        hubbub.environment("HUB_HTTP_TLS_KEY", "/no/such");
        assertThat(serve()).isEqualTo(1);
        hubbub.assertOneLine("gateway: http.tls.key: /no/such (expected: a readable PEM file)");
    }

    @Test
    void certificateAlone() {
        data.createKey();
        hubbub.environment("HUB_HTTP_TLS_CERTIFICATE", "/certificate.pem");
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("http.tls: only certificate");
    }

    @Test
    void clusterOnANetworkWithoutCertificates() {
        data.createKey();
        hubbub.environment("HUB_CLUSTER_ENABLED", "true");
        hubbub.environment("HUB_CLUSTER_NAME", "ours");
        hubbub.environment("HUB_CLUSTER_MEMBERS", "203.0.113.1:5701");
        hubbub.environment("HUB_CLUSTER_HOST", "203.0.113.1");
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("cluster.tls: not set, and cluster.host is 203.0.113.1 (expected: ");
    }

    @Test
    void clusterAtEveryAddress() {
        data.createKey();
        hubbub.environment("HUB_CLUSTER_ENABLED", "true");
        hubbub.environment("HUB_CLUSTER_NAME", "ours");
        hubbub.environment("HUB_CLUSTER_MEMBERS", "127.0.0.1:5701");
        hubbub.environment("HUB_CLUSTER_HOST", "0.0.0.0");
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("cluster.host: 0.0.0.0 (expected: the one address of this machine");
    }

    @Test
    void clusterAtAnAddressOfAnotherMachine() {
        data.createKey();
        hubbub.environment("HUB_CLUSTER_ENABLED", "true");
        hubbub.environment("HUB_CLUSTER_INSECURE", "true");
        hubbub.environment("HUB_CLUSTER_NAME", "ours");
        hubbub.environment("HUB_CLUSTER_MEMBERS", "203.0.113.1:5701");
        hubbub.environment("HUB_CLUSTER_HOST", "203.0.113.1");
        assertThat(serve()).isEqualTo(2);
        hubbub.assertOneLine("cluster.host: 203.0.113.1 (expected: an address of this machine)");
    }

    /** The address is outside this machine, so that nothing is served. */
    @Test
    void plainTextOnANetworkIsWarnedOf() {
        data.createKey();
        hubbub.environment("HUB_HTTP_HOST", "203.0.113.1");
        assertThat(serve()).isEqualTo(1);
        assertThat(hubbub.err().lines().filter(line -> line.contains("without TLS")))
                .singleElement()
                .asString()
                .startsWith("hubbub: http.host: 203.0.113.1 without TLS (expected: ");
    }

    private int serve(String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"serve", "--port", "0", "--data", data.path().toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return hubbub.run(arguments);
    }
}
