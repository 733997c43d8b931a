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
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
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
    private final List<String> deployed = Collections.synchronizedList(new ArrayList<>());
    private String gateway;

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
        TestClusterMember.stop(other);
        TestClusterMember.stop(hub);
    }

    @AfterEach
    void undeploy() throws Exception {
        if (gateway != null) {
            hub.undeploy(gateway).await(20, SECONDS);
        }
        Future.all(deployed.stream().map(hub::undeploy).toList()).await(20, SECONDS);
        elsewhere.close().await(10, SECONDS);
    }

    private Future<String> deploy(Vertx node, Deployable verticle) {
        Future<String> started = node.deployVerticle(verticle);
        return node == hub ? started.onSuccess(deployed::add) : started;
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
            Future.all(Stream.of(FeatureModule.values())
                            .map(module -> deploy(module == away ? elsewhere : hub, module.verticle(config)))
                            .toList())
                    .await(20, SECONDS);
            gateway = hub.deployVerticle(new GatewayVerticle(config.gateway())).await(20, SECONDS);
            new Conversation(hub, Tokens.hs256(Files.readString(data.keyFile()).strip())).hold();
            assertThat(bridge.answered()).isPositive();
        }
    }
}
