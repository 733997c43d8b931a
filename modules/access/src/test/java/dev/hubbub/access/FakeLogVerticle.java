// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts a {@link FakeLog} on the bus. */
final class FakeLogVerticle extends VerticleBase {
    private final FakeLog log;

    FakeLogVerticle(FakeLog log) {
        this.log = log;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        return Future.all(
                new Shards(bus, "persistence")
                        .serve(Log.APPEND, log::append)
                        .serve(Log.DESCRIBE, log::describe)
                        .serve(Log.READ, log::read)
                        .start(),
                bus.serve(Log.ROOMS, log::rooms),
                bus.serve(Log.RECALL, log::recall),
                bus.serve(Log.REMEMBER, log::remember));
    }
}
