// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import io.vertx.core.spi.cluster.ClusterManager;
import java.util.List;
import java.util.function.Supplier;

/** Notices, when it looks, that nodes have left the cluster. Safe for use by several threads. */
final class Departures {
    /** By then others serve what the node did: they have missed it and registered, and everybody has heard of that. */
    static final long SETTLE_MILLIS = 4_000;

    private final Supplier<List<String>> cluster;
    private List<String> members = List.of();
    private long unsettledUntil = Long.MIN_VALUE;

    /** @param cluster its members now */
    Departures(Supplier<List<String>> cluster) {
        this.cluster = cluster;
    }

    /** @param cluster null: none, and nobody leaves */
    static Departures of(ClusterManager cluster) {
        return new Departures(() -> cluster != null && cluster.isActive() ? cluster.getNodes() : List.of());
    }

    /** Whether a node left a moment ago. */
    synchronized boolean isUnsettled(long now) {
        List<String> present = cluster.get();
        if (!present.containsAll(members)) {
            unsettledUntil = now + SETTLE_MILLIS;
        }
        members = present;
        return now < unsettledUntil;
    }
}
