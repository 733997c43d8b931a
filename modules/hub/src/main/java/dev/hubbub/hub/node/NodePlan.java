// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.node;

import dev.hubbub.hub.config.ConfigException;
import dev.hubbub.hub.config.HubConfig;
import dev.hubbub.hub.data.DataDir;
import io.vertx.core.Deployable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a node runs.
 *
 * @param config the settings
 * @param data the directory of the embedded store, unless the settings name another or a connection string
 * @param roles at least one; all roles if there is no cluster. {@code PRESENCE} includes {@code LIMITS}
 * @param extraVerticles verticles that start before the gateway and stop after it
 */
public record NodePlan(
        HubConfig config, DataDir data, Set<NodeRole> roles, List<Supplier<? extends Deployable>> extraVerticles) {
    /** @throws ConfigException when the settings and roles contradict each other */
    public NodePlan {
        roles = Set.copyOf(roles);
        extraVerticles = List.copyOf(extraVerticles);
        boolean clustered = config.cluster().enabled();
        if (roles.isEmpty() || (!clustered && !runsAll(roles))) {
            throw new ConfigException("--roles: " + names(roles)
                    + " (expected: all roles, or cluster.enabled with other nodes that run the rest)");
        }
    }

    /** A node with all roles. */
    public static NodePlan allRoles(HubConfig config, DataDir data) {
        return new NodePlan(config, data, EnumSet.allOf(NodeRole.class), List.of());
    }

    /** The same with one more verticle. */
    public NodePlan withVerticle(Supplier<? extends Deployable> verticle) {
        List<Supplier<? extends Deployable>> more = new ArrayList<>(extraVerticles);
        more.add(verticle);
        return new NodePlan(config, data, roles, more);
    }

    /** The same on these ports; -1 keeps the configured port. */
    NodePlan onPorts(int port, int adminPort) {
        HubConfig moved = config.withPorts(
                port < 0 ? config.http().port() : port,
                adminPort < 0 ? config.admin().port() : adminPort);
        return new NodePlan(moved, data, roles, extraVerticles);
    }

    boolean runs(NodeRole role) {
        return runs(roles, role);
    }

    private static boolean runs(Set<NodeRole> roles, NodeRole role) {
        return roles.contains(role) || (role == NodeRole.LIMITS && roles.contains(NodeRole.PRESENCE));
    }

    private static boolean runsAll(Set<NodeRole> roles) {
        return Stream.of(NodeRole.values()).allMatch(role -> runs(roles, role));
    }

    /** Whether the node keeps messages itself. */
    boolean opensEmbeddedStore() {
        return runs(NodeRole.PERSISTENCE) && config.persistence().connectionString() == null;
    }

    /** The URL of a node without a gateway, which clients do not reach. */
    String innerUrl() {
        return "hub://" + config.cluster().name() + "/" + roleNames();
    }

    String roleNames() {
        return names(roles);
    }

    private static String names(Set<NodeRole> roles) {
        return String.join(",", roles.stream().sorted().map(NodeRole::toString).toList());
    }
}
