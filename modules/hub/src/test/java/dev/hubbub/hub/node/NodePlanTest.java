// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.ConfigLoader;
import dev.hubbub.hub.config.ConfigSources;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NodePlanTest {
    private static NodePlan clustered(NodeRole role) {
        Map<String, String> options = Map.of(
                "cluster.enabled", "true",
                "cluster.name", "ours",
                "cluster.members", "127.0.0.1:5701");
        HubConfig config = ConfigLoader.loadWithoutSecrets(new ConfigSources(null, Map.of(), options, null))
                .config()
                .withConnectionString("mongodb://127.0.0.1");
        return plan(config, Set.of(role));
    }

    private static NodePlan plan(HubConfig config, Set<NodeRole> roles) {
        return new NodePlan(config, new DataDir(Path.of("unused")), roles, List.of());
    }

    @ParameterizedTest
    @EnumSource(NodeRole.class)
    void nodeRunsItsRoleAndPresenceIncludesLimits(NodeRole role) {
        Set<NodeRole> expected =
                role == NodeRole.PRESENCE ? EnumSet.of(NodeRole.PRESENCE, NodeRole.LIMITS) : EnumSet.of(role);
        NodePlan plan = clustered(role);
        for (NodeRole each : NodeRole.values()) {
            assertThat(plan.runs(each)).as(each.toString()).isEqualTo(expected.contains(each));
        }
        assertThat(plan.roleNames()).isEqualTo(role.toString());
    }

    @Test
    void withoutAClusterANodeRunsEverything() {
        assertThat(plan(HubConfig.DEFAULTS, EnumSet.complementOf(EnumSet.of(NodeRole.LIMITS)))
                        .runs(NodeRole.LIMITS))
                .isTrue();
        assertThatThrownBy(() -> plan(HubConfig.DEFAULTS, EnumSet.complementOf(EnumSet.of(NodeRole.PRESENCE))))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "--roles: persistence,access,limits,moderation,listeners,gateway (expected: all roles");
    }
}
