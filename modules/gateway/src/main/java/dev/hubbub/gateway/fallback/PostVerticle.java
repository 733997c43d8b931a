// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fallback;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;

/** Puts the {@link PostOffice} of a node on the bus. */
public final class PostVerticle extends VerticleBase {
    /** What was lost must be asked for again before the session takes its reader for dead. */
    private static final Duration ANSWER_TIME = Duration.ofSeconds(3);

    private final PostOffice office;
    private Shards shards;

    /** For the office of this node, once all its mailrooms are open. */
    public PostVerticle(PostOffice office) {
        this.office = office;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx, ANSWER_TIME);
        shards = new Shards(bus, "gateway");
        return office.serve(shards, bus);
    }

    @Override
    public Future<?> stop() {
        return shards.stop();
    }
}
