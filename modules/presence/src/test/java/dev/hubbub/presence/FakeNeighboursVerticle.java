// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Access;
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
        shards.serve(MessageLog.DESCRIBE, ask -> fake.describe(ask.room()));
        return Future.all(
                shards.start(),
                bus.serve(MessageLog.ROOMS, ask -> fake.rooms(ask.user())),
                bus.serve(MessageLog.UPDATE_USER, ask -> fake.remember(ask.user(), ask.seenAt())),
                bus.serve(MessageLog.GET_USERS, ask -> fake.recall(ask.users())));
    }
}
