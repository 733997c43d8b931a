// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import io.vertx.core.spi.cluster.ClusterManager;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detects, at each call, that nodes have left the cluster. Safe for use by several threads. */
final class NodeLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLossDetector.class);

    /** After this time other nodes serve what the lost node did, and every node knows it. */
    static final long SETTLE_MILLIS = 4_000;

    private final Supplier<List<String>> cluster;
    private List<String> members = List.of();
    private long unsettledUntil = Long.MIN_VALUE;

    /** @param cluster its present members; fails while this node is not a member */
    NodeLossDetector(Supplier<List<String>> cluster) {
        this.cluster = cluster;
    }

    /** @param cluster null: not clustered, so that no node is lost */
    static NodeLossDetector of(@Nullable ClusterManager cluster) {
        return new NodeLossDetector(() -> cluster == null ? List.of() : cluster.getNodes());
    }

    /** Whether a node left a moment ago. */
    synchronized boolean isUnsettled(long now) {
        List<String> present = present();
        if (!present.containsAll(members)) {
            unsettledUntil = now + SETTLE_MILLIS;
        }
        members = present;
        return now < unsettledUntil;
    }

    private List<String> present() {
        try {
            return cluster.get();
        } catch (IllegalStateException e) { // this node has left the cluster, or was removed
            LOG.debug("members are not known", e);
            return members;
        }
    }
}
