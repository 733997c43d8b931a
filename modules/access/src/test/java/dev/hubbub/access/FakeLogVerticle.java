// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.messages.MessageLog;
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
                        .serve(MessageLog.APPEND, log::append)
                        .serve(MessageLog.DESCRIBE, log::describe)
                        .serve(MessageLog.READ, log::read)
                        .start(),
                bus.serve(MessageLog.ROOMS, log::rooms),
                bus.serve(MessageLog.GET_USERS, log::recall),
                bus.serve(MessageLog.UPDATE_USER, log::remember));
    }
}
