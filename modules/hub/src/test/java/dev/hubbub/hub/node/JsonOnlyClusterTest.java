// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.hub.cluster.TestClusterMember;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * As {@code JsonOnlyModulesTest}, but what knows JSON only is on another member of the cluster than those who ask: what they
 * ask, answer and publish goes over the wire.
 */
final class JsonOnlyClusterTest {
    private static Vertx hub;
    private static Vertx other;

    private final Vertx elsewhere = Vertx.vertx();
    private final Deque<String> deployed = new ArrayDeque<>();

    @TempDir
    private Path dir;

    @BeforeAll
    static void start() throws Exception {
        List<Integer> ports = Ports.free(4);
        String name = "test-" + UUID.randomUUID();
        hub = TestClusterMember.start(name, 0, ports, null);
        other = TestClusterMember.start(name, 1, ports, null);
    }

    @AfterAll
    static void stop() throws Exception {
        other.close().await(20, SECONDS);
        hub.close().await(20, SECONDS);
    }

    @AfterEach
    void undeploy() throws Exception {
        while (!deployed.isEmpty()) {
            hub.undeploy(deployed.pop()).await(20, SECONDS); // the gateway first
        }
        elsewhere.close().await(10, SECONDS);
    }

    private void deploy(Deployable verticle) throws Exception {
        deployed.push(hub.deployVerticle(verticle).await(20, SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void conversationGoesOnWhenAModuleOfAnotherNodeSeesNothingButJson(FeatureModule away) throws Exception {
        DataDir data = new DataDir(dir).create().createKey();
        Map<String, String> options = Map.of("http.port", "0", "admin.port", "0");
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        try (JsonBridge bridge = JsonBridge.between(other, elsewhere, away::serves)) {
            bridge.ready().await(20, SECONDS);
            for (FeatureModule module : FeatureModule.values()) {
                if (module == away) {
                    elsewhere.deployVerticle(module.verticle(config)).await(20, SECONDS);
                } else {
                    deploy(module.verticle(config));
                }
            }
            deploy(new GatewayVerticle(config.gateway()));
            new Conversation(hub, Tokens.hs256(Files.readString(data.keyFile()).strip())).hold();
            assertThat(bridge.answered()).isPositive();
        }
    }
}
