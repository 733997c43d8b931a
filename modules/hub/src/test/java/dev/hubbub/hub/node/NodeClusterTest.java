// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.mongo.MongoTestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    void nodeWithoutAGatewayHasTheUrlOfItsRoles() {
        NodePlan plan = plan(null, firstPort, EnumSet.of(NodeRole.PRESENCE, NodeRole.LIMITS));
        assertThat(plan.innerUrl()).isEqualTo("hub://" + name + "/presence,limits");
    }

    @Test
    void secondNodeWithAStoreOfItsOwnDoesNotStart() throws Exception {
        DataDir other = new DataDir(Files.createDirectory(dir.resolve("other"))).createKey();
        try (Node first = start(null, firstPort, EnumSet.allOf(NodeRole.class));
                MongoTestServer mongo = MongoTestServer.inMemory()) {
            assertThat(first.vertx().isClustered()).isTrue();
            data = other;
            assertThatThrownBy(() -> start(null, secondPort, EnumSet.of(NodeRole.PERSISTENCE)))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("persistence: another node of the cluster stores messages elsewhere");
            assertThatThrownBy(() -> start(mongo, secondPort, EnumSet.of(NodeRole.PERSISTENCE)))
                    .isInstanceOf(StartException.class)
                    .hasMessageStartingWith("persistence: another node of the cluster stores messages elsewhere");
        }
    }

    private Node start(@Nullable MongoTestServer mongo, int port, Set<NodeRole> roles) {
        return Node.start(plan(mongo, port, roles));
    }

    private NodePlan plan(@Nullable MongoTestServer mongo, int port, Set<NodeRole> roles) {
        Map<String, String> options = new HashMap<>(Map.of(
                "http.port",
                "0",
                "admin.port",
                "0",
                "cluster.enabled",
                "true",
                "cluster.name",
                name,
                "cluster.port",
                Integer.toString(port),
                "cluster.members",
                "127.0.0.1:" + firstPort + ",127.0.0.1:" + secondPort));
        if (mongo != null) {
            options.put("persistence.connectionString", mongo.connectionString());
        }
        HubConfig config = ConfigLoader.load(new ConfigSources(null, Map.of(), options, data.keyFile()))
                .config();
        return new NodePlan(config, data, roles, List.of());
    }
}
