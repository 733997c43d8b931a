// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each module on a bus of its own, which nothing but JSON text reaches: so a process in any language may call and replace
 * it. Nodes of a cluster that have one role each: {@code ClusterE2E}.
 */
final class JsonOnlyModulesTest {
    private final Vertx hub = Vertx.vertx();
    private final Vertx elsewhere = Vertx.vertx();

    @TempDir
    private Path dir;

    @AfterEach
    void close() throws Exception {
        Future.all(hub.close(), elsewhere.close()).await(10, SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void conversationGoesOnWhenAModuleSeesNothingButJson(FeatureModule away) throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        Map<String, String> options = Map.of("http.port", "0", "admin.port", "0");
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        JsonBridge bridge = JsonBridge.between(hub, elsewhere, away::serves);
        bridge.ready().await(10, SECONDS);
        for (FeatureModule module : FeatureModule.values()) {
            (module == away ? elsewhere : hub)
                    .deployVerticle(module.verticle(config))
                    .await(10, SECONDS);
        }
        String gateway =
                hub.deployVerticle(new GatewayVerticle(config.gateway())).await(10, SECONDS);
        Tokens tokens = Tokens.hs256(Files.readString(data.keyFile()).strip());
        new Conversation(hub, tokens).hold();
        assertThat(bridge.answered()).isPositive();
        hub.undeploy(gateway).await(10, SECONDS);
    }
}
