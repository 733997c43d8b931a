// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/**
 * Tells that nodes have left the cluster, once others serve what they did. What they published last may be lost. To be
 * asked at a steady pace by one thread.
 */
public final class NodeLossWatch {
    /** How often {@link #tick} is to be called. */
    public static final long TICK_MILLIS = 250;

    private final NodeLossDetector detector;
    private final Runnable lost;
    private boolean unsettled;

    /** @param lost called after each loss */
    public NodeLossWatch(Vertx vertx, Runnable lost) {
        this(NodeLossDetector.of(((VertxInternal) vertx).clusterManager()), lost);
    }

    NodeLossWatch(NodeLossDetector detector, Runnable lost) {
        this.detector = detector;
        this.lost = lost;
    }

    /** Looks at the members of the cluster. */
    public void tick() {
        tick(System.nanoTime() / 1_000_000);
    }

    void tick(long now) {
        boolean before = unsettled;
        unsettled = detector.isUnsettled(now);
        if (before && !unsettled) {
            lost.run();
        }
    }
}
