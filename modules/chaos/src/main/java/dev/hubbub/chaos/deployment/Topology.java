// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import java.nio.file.Path;

/**
 * What to start.
 *
 * @param jar the hub's, null for the one that the testkit finds
 * @param embedded whether the store is in the process of the only node; else it is one of its own
 */
public record Topology(Path jar, int nodes, boolean embedded) {
    public Topology {
        if (nodes < 1 || (embedded && nodes > 1)) {
            throw new IllegalArgumentException("--nodes: " + nodes + " (expected: >= 1, and 1 with --store embedded)");
        }
    }

    /** One node that stores in its own process. */
    public static Topology single() {
        return new Topology(null, 1, true);
    }

    /** Nodes that share a store, which is a process of its own. */
    public static Topology cluster(int nodes) {
        return new Topology(null, nodes, false);
    }
}
