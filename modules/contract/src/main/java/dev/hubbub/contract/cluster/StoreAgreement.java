// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

import dev.hubbub.contract.cluster.Shards.Announced;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the nodes of a service keep their state in one store. Nodes with different stores must not share shards: each
 * would answer from a state of its own. The node that starts later refuses to start.
 */
final class StoreAgreement {
    private static final long ANSWER_INTERVAL_MILLIS = 250;

    private static final Logger LOG = LoggerFactory.getLogger(StoreAgreement.class);

    private final @Nullable String own;
    private boolean conflict;
    private boolean started;
    private long answeredAt = Long.MIN_VALUE;

    /** @param own the store of this node; null: the service has none */
    StoreAgreement(@Nullable String own) {
        this.own = own;
    }

    @Nullable
    String own() {
        return own;
    }

    /** Whether the node that announces itself has another store. Remembers that. */
    boolean isBrokenBy(Announced other) {
        boolean broken = own != null && other.store() != null && !own.equals(other.store());
        if (broken && !other.leaving() && !conflict) {
            conflict = true;
            if (started) {
                LOG.error(
                        "the node {} has another store of {}: it should not start, and must be stopped if it runs",
                        other.node(),
                        other.service());
            }
        }
        return broken;
    }

    /** How long a node waits for the announcements of others before it serves: with a store, for two of each. */
    long settleMillis(ShardPace pace) {
        return own == null ? pace.settle() : 3 * pace.settle();
    }

    /** Whether the other node is to be told of this one: it may be starting. Not too often, as it may answer that. */
    boolean needsAnswer(long now) {
        boolean due = answeredAt == Long.MIN_VALUE || now - answeredAt >= ANSWER_INTERVAL_MILLIS;
        answeredAt = due ? now : answeredAt;
        return due;
    }

    /** Fails, with a text for the operator, if a node with another store announced itself. */
    Future<Void> check() {
        started = !conflict;
        return conflict
                ? Future.failedFuture(new IllegalStateException(
                        "another node of the cluster stores messages elsewhere (expected: one node with the role"
                                + " persistence and its embedded store, or persistence.connectionString with the"
                                + " same database on all nodes with that role)"))
                : Future.succeededFuture();
    }
}
