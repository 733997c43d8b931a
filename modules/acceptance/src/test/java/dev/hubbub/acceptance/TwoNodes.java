// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import dev.hubbub.hub.node.Node;
import dev.hubbub.hub.node.NodePlan;
import dev.hubbub.testkit.Ports;
import dev.hubbub.testkit.process.HubProcess;
import dev.hubbub.testkit.token.Tokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Two whole nodes in this process, where a test can look into them, and the store that they share in its own. */
final class TwoNodes implements AutoCloseable {
    static final Tokens TOKENS = Tokens.hs256("0123456789abcdef0123456789abcdef");

    private final LimitsConfig limits;
    private final HubProcess store;
    private final List<Node> nodes = new ArrayList<>();

    /** Without limits. */
    TwoNodes(Path data) {
        this(data, LimitsConfig.NONE);
    }

    TwoNodes(Path data, LimitsConfig limits) {
        this.limits = limits;
        store = HubProcess.start(HubProcess.command("store", "--port", "0", "--data", data.toString()));
        List<Integer> ports = Ports.free(2);
        String name = "test-" + UUID.randomUUID();
        List<String> members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        try {
            for (int port : ports) {
                ClusterConfig cluster = ClusterConfig.of(name, "127.0.0.1", port, members);
                nodes.add(Node.start(NodePlan.allRoles(config(cluster), new DataDir(data))));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private HubConfig config(ClusterConfig cluster) {
        GatewayConfig.Http http = new GatewayConfig.Http("127.0.0.1", 0, null, 1, null, null, null);
        GatewayConfig.Auth auth = GatewayConfig.Auth.withKeys("0123456789abcdef0123456789abcdef", null);
        return Configs.of(http, auth, null, limits, cluster).withConnectionString(store.url());
    }

    Node node(int index) {
        return nodes.get(index);
    }

    @Override
    public void close() {
        nodes.parallelStream().forEach(Node::close); // neither waits until the other has taken its work over
        store.kill();
    }
}
