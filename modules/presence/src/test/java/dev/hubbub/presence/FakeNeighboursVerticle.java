// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.Access;
import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Shards;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts {@link FakeNeighbours} on the bus, in the place of access control and the store. */
final class FakeNeighboursVerticle extends VerticleBase {
    private final FakeNeighbours fake;

    FakeNeighboursVerticle(FakeNeighbours fake) {
        this.fake = fake;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        Shards shards = new Shards(bus, "neighbours");
        shards.serve(Access.SUBSCRIBE, (caller, ask) -> fake.admit(caller, ask.room()));
        shards.serve(Log.DESCRIBE, ask -> fake.describe(ask.room()));
        return Future.all(
                shards.start(),
                bus.serve(Log.ROOMS, ask -> fake.rooms(ask.user())),
                bus.serve(Log.REMEMBER, ask -> fake.remember(ask.user(), ask.seenAt())),
                bus.serve(Log.RECALL, ask -> fake.recall(ask.users())));
    }
}
