// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.store.EmbeddedStore;
import dev.hubbub.testkit.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class NodeClusterTest {
    @TempDir
    private Path dir;

    private final String name = UUID.randomUUID().toString();
    private DataDir data;
    private int firstPort;
    private int secondPort;

    @BeforeEach
    void prepare() throws IOException {
        data = new DataDir(dir).create().createKey();
        firstPort = Ports.free();
        secondPort = Ports.free();
    }

    @Test
    void nodeWithoutAGatewayHasTheUrlOfItsRoles() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(dir, 0, failure -> {})) {
            NodePlan plan = plan(store, firstPort, EnumSet.of(NodeRole.PRESENCE, NodeRole.LIMITS));
            assertThat(plan.innerUrl()).isEqualTo("hub://" + name + "/presence,limits");
        }
    }

    /** ClusterE2E has four nodes with one role each. */
    @Test
    @EnabledIfSystemProperty(named = "hubbub.full", matches = "true")
    void twoNodesShareTheWorkOfOneHub() throws Exception {
        try (EmbeddedStore store = EmbeddedStore.open(dir, 0, failure -> {});
                Node back = start(store, firstPort, EnumSet.of(NodeRole.PERSISTENCE, NodeRole.ACCESS));
                Node front = start(store, secondPort, EnumSet.of(NodeRole.PRESENCE, NodeRole.GATEWAY))) {
            assertThat(back.url()).isEqualTo("hub://" + name + "/persistence,access");
            assertThat(front.url()).startsWith("http://127.0.0.1:");
            Rooms.Created made = new Bus(front.vertx())
                    .call(Rooms.CREATE, Caller.of("alice"), new Rooms.Create("Garden", null, null, null))
                    .await(10, SECONDS);
            assertThat(made.seq()).isEqualTo(1);
        }
    }

    private Node start(EmbeddedStore store, int port, Set<NodeRole> roles) {
        return Node.start(plan(store, port, roles));
    }

    private NodePlan plan(EmbeddedStore store, int port, Set<NodeRole> roles) {
        Map<String, String> options = Map.of(
                "http.port",
                "0",
                "admin.port",
                "0",
                "persistence.connectionString",
                store.connectionString(),
                "cluster.enabled",
                "true",
                "cluster.name",
                name,
                "cluster.port",
                Integer.toString(port),
                "cluster.members",
                "127.0.0.1:" + firstPort + ",127.0.0.1:" + secondPort);
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        return new NodePlan(config, data, roles, List.of());
    }
}
