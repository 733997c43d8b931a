// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hubbub.access.config.AccessConfig.Creators;
import dev.hubbub.access.config.JoinHookConfig;
import dev.hubbub.access.config.RoomKindConfig;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    private static final Path SHIPPED = Path.of("..", "..", "conf", "hub.json");
    private static final String SECRET = "q7Rr0vTzJk2mWx5YbN8cLd3fGh6pSa9u";

    @TempDir
    private Path dir;

    @Test
    void shippedFileHoldsEveryKeyWithItsDefault() throws Exception {
        assertThat(load(SHIPPED, Map.of()).config()).isEqualTo(HubConfig.DEFAULTS);
        ObjectNode shipped = (ObjectNode) ConfigJson.MAPPER.readTree(Files.readString(SHIPPED));
        assertThat(new ConfigTree(shipped).keys())
                .containsExactlyElementsOf(new ConfigTree(ConfigJson.MAPPER.valueToTree(HubConfig.DEFAULTS)).keys());
    }

    @Test
    void jwksWithoutIssuerOrAudienceIsAWarning() {
        Map<String, String> keys = Map.of("HUB_AUTH_JWKS", "https://issuer.example/jwks.json");
        assertThat(load(null, keys).warnings())
                .singleElement()
                .asString()
                .startsWith("auth.jwks: without auth.issuer or auth.audience (expected: both");
        Map<String, String> named = new HashMap<>(keys);
        named.put("HUB_AUTH_ISSUER", "https://issuer.example/");
        assertThat(load(null, named).warnings()).hasSize(1);
        named.put("HUB_AUTH_AUDIENCE", "chat");
        assertThat(load(null, named).warnings()).isEmpty();
    }

    @Test
    void withoutSecretsTheirReferencesAreNotRead() {
        Map<String, String> environment =
                Map.of("HUB_AUTH_HS256", "env:NOT_HERE", "HUB_PERSISTENCE_DURABILITY", "power");
        ConfigSources sources = new ConfigSources(null, environment, Map.of(), null);
        HubConfig config = ConfigLoader.loadWithoutSecrets(sources).config();
        assertThat(config.persistence().durability()).isEqualTo(Durability.POWER);
        assertThat(config.auth().hasKey()).isFalse();
        assertThatThrownBy(() -> ConfigLoader.load(sources)).hasMessageContaining("NOT_HERE");
    }

    @Test
    void withoutAnySourceEverythingIsDefault() {
        assertThat(ConfigLoader.load(ConfigSources.none()).config()).isEqualTo(HubConfig.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rooms':{'maxMembrs':5}} | rooms.maxMembrs: unknown key",
                "{'roms':{}} | roms: unknown key",
                "{'rooms':{'maxMembers':'5'}} | rooms.maxMembers: \"5\"",
                "{'rooms':{'maxMembers':1.5}} | rooms.maxMembers: 1.5",
                "{'rooms':{'maxMembers':3000000000}} | rooms.maxMembers: 3000000000",
                "{'rooms':{'maxMembers':-1}} | rooms.maxMembers: -1 (expected: >= 0)",
                "{'rooms':5} | rooms: 5",
                "{'rooms':{'creators':'nobody'}} | rooms.creators: nobody (expected: one of anyone, claim, server)",
                "{'persistence':{'durability':'disk'}} | persistence.durability: disk (expected: one of process, power)",
                "{'http':{'origins':'a'}} | http.origins: \"a\"",
                "{'http':{'port':70000}} | http.port: 70000",
                "{'cluster':{'enabled':'yes'}} | cluster.enabled: \"yes\"",
                "{'cluster':{'enabled':true}} | cluster.name: null",
                "{'rooms':{'kinds':'support'}} | rooms.kinds: \"support\" in",
                "{'rooms':{'kinds':['support']}} | rooms.kinds[0]: of the wrong type (expected: see SETTINGS.md)",
                "{'rooms':{'kinds':[{'kind':'a','base':'chess'}]}} | rooms.kinds[0].base: chess (expected: group or",
                "{'rooms':{'kinds':[{'kind':'group','base':'group'}]}} | rooms.kinds[0].kind: group (expected: each kind",
                "{'rooms':{'kinds':[{'kind':'a','base':'group','rights':{'sned':[]}}]}} | rooms.kinds[0].rights: sned",
                "{'rooms':{'kinds':[{'kind':'a','base':'group','rights':{'send':['boss']}}]}} |"
                        + " rooms.kinds[0].rights.send: boss (expected: owner or",
                "{'rooms':{'kinds':[{'kind':'a','base':'group','rights':{'send':'owner'}}]}} |"
                        + " rooms.kinds[0].rights.send: of the wrong type",
                "{'rooms':{'joinHook':'yes'}} | rooms.joinHook: \"yes\"",
                "{'rooms':{'joinHookMillis':5}} | rooms.joinHookMillis: 5 (expected: 10 to 4000)",
                "{'rooms':{'joinHookFailure':'maybe'}} | rooms.joinHookFailure: maybe (expected: one of closed, open)",
                "{'feeds':{'maxReplay':-1}} | feeds.maxReplay: -1 (expected: 0 to 100000)",
                "{'feeds':{'compareMillis':1}} | feeds.compareMillis: 1 (expected: 100 to 3600000)",
                "{'cluster':{'members':['a']}} | cluster.members: a (expected: host:port)",
                "{'bridge':{'inbound':[{'adress':'x'}]}} | bridge.inbound",
                "{'bridge':{'outbound':['news']}} | bridge.outbound[0]: of the wrong type (expected: see SETTINGS.md)",
                "{'messages':{'maxTextBytes':65537}} | messages.maxTextBytes: 65537 (expected: at most",
                "{'auth':{'es256':5}} | auth.es256: not a text",
                "{'auth':{'es256':'-----BEGIN'}} | auth.es256: a literal value (expected: env:NAME or file:/path)",
                "{'auth':{'jwks':'http://issuer.example/k'}} | auth.jwks: http://issuer.example (expected: https://",
                "{'auth':{'jwks':'https://me:pw@issuer.example/k'}} | auth.jwks: no host, or a user in it",
                "{'auth':{'jwks':'ftp://issuer.example/k'}} | auth.jwks: neither a file nor a web address",
                "{'auth':{'jwksRefreshMillis':1}} | auth.jwksRefreshMillis: 1 (expected: 100 to 86400000)",
                "{'auth':{'serverKeys':'literal'}} | auth.serverKeys: not a list in",
                "{'auth':{'serverKeys':['literal']}} | auth.serverKeys[0]: no object (expected: {name, key, scopes})",
                "{'auth':{'serverKeys':[{'name':'a','scopes':['*']}]}} | auth.serverKeys[0].key: not a text",
                "{'auth':{'serverKeys':[{'name':'a','key':'lit'}]}} | auth.serverKeys[0].key: a literal value"
                        + " (expected:",
                "{'auth':{'serverKeys':[{'name':'a','key':'env:NO'}]}} | auth.serverKeys[0].key: env:NO (expected:"
                        + " that",
                "{'persistence':{'connectionString':5}} | persistence.connectionString: not a text",
                "{'persistence':{'connectionString':'mysql://a'}} | persistence.connectionString: not one of MongoDB",
                "[] | no JSON object",
                "{'rooms':{'maxMembers':5,'maxMembers':6}} | Duplicate field 'maxMembers'",
            })
    void faultyFileIsRefusedByKey(String json, String message) throws Exception {
        Path file = write(json.replace('\'', '"'));
        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("dev.hubbub", "\n", "deserialize", "instance of", "Enum");
    }

    @Test
    void zeroIsNoLimitOrTheLargestPossibleValue() throws Exception {
        HubConfig config = load(
                        write(
                                "{\"sockets\":{\"maxFrameBytes\":0,\"maxSubscriptions\":0},\"messages\":{\"maxTextBytes\":0},"
                                        + "\"rooms\":{\"maxMembers\":0}}"),
                        Map.of())
                .config();
        assertThat(config.gateway().sockets().maxFrameBytes()).isEqualTo(1_048_576);
        assertThat(config.gateway().sockets().maxSubscriptions()).isZero();
        assertThat(config.access().maxTextBytes()).isEqualTo(524_288);
        assertThat(config.access().maxMembers()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void syntaxFaultIsNamedByLineAndColumn() throws Exception {
        Path file = write("{\n  \"rooms\": {,}\n}");
        assertThatThrownBy(() -> load(file, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(file + ":2:");
    }

    @Test
    void missingFileIsNamed() {
        assertThatThrownBy(() -> load(dir.resolve("none.json"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.json: no such file");
    }

    @Test
    void environmentBeatsFileAndOptionsBeatEnvironment() throws Exception {
        Path file = write("{\"rooms\":{\"maxMembers\":5,\"creators\":\"server\"},\"http\":{\"port\":1000}}");
        Map<String, String> environment = Map.of(
                "HUB_ROOMS_MAX_MEMBERS",
                "6",
                "HUB_HTTP_ORIGINS",
                "https://a.example, https://b.example",
                "PORT",
                "2000");
        HubConfig config = ConfigLoader.load(new ConfigSources(file, environment, Map.of("http.port", "3000"), null))
                .config();
        assertThat(config.rooms())
                .isEqualTo(new RoomsConfig(Creators.SERVER, null, 6, null, null, null, null, null, null, null));
        assertThat(config.http().origins()).containsExactly("https://a.example", "https://b.example");
        assertThat(config.http().port()).isEqualTo(3000);
    }

    @Test
    void theVariableOfTheKeyBeatsPort() {
        assertThat(load(null, Map.of("PORT", "2000")).config().http().port()).isEqualTo(2000);
        assertThat(load(null, Map.of("PORT", "2000", "HUB_HTTP_PORT", "2001"))
                        .config()
                        .http()
                        .port())
                .isEqualTo(2001);
    }

    @Test
    void emptyVariableCountsAsNotSet() {
        assertThat(load(null, Map.of("HUB_ROOMS_MAX_MEMBERS", "")).config()).isEqualTo(HubConfig.DEFAULTS);
    }

    @Test
    void faultyVariableIsRefusedByKeyAndName() {
        assertThatThrownBy(() -> load(null, Map.of("HUB_ROOMS_MAX_MEMBERS", "ten")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("rooms.maxMembers: \"ten\" in HUB_ROOMS_MAX_MEMBERS (expected: a whole number)");
    }

    @Test
    void listOfObjectsIsGivenAsJson() {
        HubConfig config = load(null, Map.of("HUB_BRIDGE_INBOUND", "[{\"address\":\"shop.price\"}]"))
                .config();
        assertThat(config.bridge().inbound()).singleElement().satisfies(permit -> assertThat(permit.address())
                .isEqualTo("shop.price"));
    }

    @Test
    void kindsOfRoomsAreGivenAsJson() {
        String kinds = "[{\"kind\":\"support\",\"base\":\"group\",\"rights\":{\"send\":[\"owner\"]},\"maxMembers\":9}]";
        LoadedConfig loaded = load(null, Map.of("HUB_ROOMS_KINDS", kinds));
        assertThat(loaded.config().access().kinds())
                .containsExactly(new RoomKindConfig("support", "group", Map.of("send", List.of("owner")), 9));
        assertThat(loaded.maskedJson()).contains("\"kind\" : \"support\"");
    }

    @Test
    void joinHookIsSwitchedOnByAVariable() {
        assertThat(load(null, Map.of("HUB_ROOMS_JOIN_HOOK", "true"))
                        .config()
                        .access()
                        .joinHook())
                .isEqualTo(new JoinHookConfig(true, 1_000, JoinHookConfig.Failure.CLOSED));
    }

    @Test
    void unknownVariablesAreOneWarning() {
        assertThat(load(null, Map.of("HUB_SERVICE_HOST", "10.0.0.1", "HUB_PORT", "tcp://x"))
                        .warnings())
                .containsExactly("ignored, no such setting: HUB_PORT, HUB_SERVICE_HOST");
    }

    @Test
    void keyIsReadByItsReferenceAndAWrongOneIsNamed() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(encoded)
                + "\n-----END PUBLIC KEY-----\n";
        Path key = Files.writeString(dir.resolve("key.pem"), pem);
        LoadedConfig loaded = load(null, Map.of("HUB_AUTH_ES256", "file:" + key));
        assertThat(loaded.config().auth().keys().configured().es256()).isEqualTo(pem.strip());
        assertThat(loaded.maskedJson()).contains("file:" + key).doesNotContain("BEGIN PUBLIC KEY");
        assertThatThrownBy(() -> load(null, Map.of("HUB_AUTH_RS256", "file:" + key)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("auth.rs256: a key for ES256 (expected: one for RS256)");
    }

    @Test
    void keyFileCountsOnlyWhereNoKeyIsSet() throws Exception {
        Path key = Files.writeString(dir.resolve("hub.key"), SECRET);
        ConfigSources bare = new ConfigSources(null, Map.of(), Map.of(), key);
        assertThat(ConfigLoader.load(bare).config().auth().secret()).isEqualTo(SECRET);
        Map<String, String> environment = Map.of("HUB_AUTH_HS256", "env:MINE", "MINE", SECRET + "mine");
        ConfigSources keyed = new ConfigSources(null, environment, Map.of(), key);
        assertThat(ConfigLoader.load(keyed).config().auth().secret()).isEqualTo(SECRET + "mine");
        Map<String, String> set = Map.of("HUB_AUTH_JWKS", "keys.json");
        assertThat(ConfigLoader.load(new ConfigSources(null, set, Map.of(), key))
                        .config()
                        .auth()
                        .secret())
                .isNull();
    }

    private LoadedConfig load(Path file, Map<String, String> environment) {
        return ConfigLoader.load(new ConfigSources(file, environment, Map.of(), null));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(dir.resolve("hub.json"), json);
    }
}
