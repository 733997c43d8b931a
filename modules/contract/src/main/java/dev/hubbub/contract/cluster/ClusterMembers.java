// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes that are in the cluster at this moment, by their ids there. */
public final class ClusterMembers {
    /** The id of a node without a cluster. */
    static final String ALONE = "alone";

    private static final Logger LOG = LoggerFactory.getLogger(ClusterMembers.class);

    /** This node. */
    public static String self(Vertx vertx) {
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        return cluster == null ? ALONE : cluster.getNodeId();
    }

    /** All nodes; none while this one is no member. */
    public static List<String> all(Vertx vertx) {
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        try {
            return cluster == null ? List.of(ALONE) : List.copyOf(cluster.getNodes());
        } catch (IllegalStateException e) { // this node has left the cluster, or was removed
            LOG.debug("members are not known", e);
            return List.of();
        }
    }

    private ClusterMembers() {}
}
