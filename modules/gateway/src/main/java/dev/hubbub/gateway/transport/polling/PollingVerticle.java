// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.polling;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Puts the {@link PollingRouter} of a node on the bus. */
public final class PollingVerticle extends VerticleBase {
    /** A lost question must be asked again before the session gives its response up. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(3);

    private final PollingRouter router;
    private Shards shards;

    /** For the router of this node, once the sessions of all event loops are added. */
    public PollingVerticle(PollingRouter router) {
        this.router = router;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx, ANSWER_TIME);
        shards = new Shards(bus, "gateway");
        return router.serve(shards, bus);
    }

    @Override
    public Future<?> stop() {
        return shards.stop();
    }
}
