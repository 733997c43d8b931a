// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import io.vertx.core.spi.cluster.ClusterManager;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices, when it looks, that nodes have left the cluster. Safe for use by several threads. */
final class NodeLossDetector {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLossDetector.class);

    /** By then others serve what the node did: they have missed it and registered, and everybody has heard of that. */
    static final long SETTLE_MILLIS = 4_000;

    private final Supplier<List<String>> cluster;
    private List<String> members = List.of();
    private long unsettledUntil = Long.MIN_VALUE;

    /** @param cluster its members now; fails while this node is none of them */
    NodeLossDetector(Supplier<List<String>> cluster) {
        this.cluster = cluster;
    }

    /** @param cluster null: none, and nobody leaves */
    static NodeLossDetector of(ClusterManager cluster) {
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
        } catch (IllegalStateException e) { // as a cluster manager says when it has left, or was made to
            LOG.debug("members are not known", e);
            return members;
        }
    }
}
