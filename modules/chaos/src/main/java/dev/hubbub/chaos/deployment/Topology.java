// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a hub that is started for a run.
 *
 * @param jar of the hub; null for the jar that the testkit finds
 * @param embedded whether the store runs in the process of the only node, or in its own
 * @param environment settings of the nodes, in the place of those that a run uses, by variable
 */
public record Topology(@Nullable Path jar, int nodes, boolean embedded, Map<String, String> environment) {
    public Topology {
        if (nodes < 1 || (embedded && nodes > 1)) {
            throw new IllegalArgumentException("--nodes: " + nodes + " (expected: >= 1, and 1 with --store embedded)");
        }
    }

    /** One node with the store in its process. */
    public static Topology single() {
        return new Topology(null, 1, true, Map.of());
    }

    /** The same with other settings of the nodes. */
    public Topology with(Map<String, String> settings) {
        return new Topology(jar, nodes, embedded, Map.copyOf(settings));
    }

    /** Nodes that share a store in its own process. */
    public static Topology cluster(int nodes) {
        return new Topology(null, nodes, false, Map.of());
    }
}
