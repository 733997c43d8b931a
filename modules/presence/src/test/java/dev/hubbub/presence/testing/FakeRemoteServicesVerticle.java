// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Puts {@link FakeRemoteServices} on the bus, in the place of access control and the store. */
public final class FakeRemoteServicesVerticle extends VerticleBase {
    private final FakeRemoteServices fake;

    public FakeRemoteServicesVerticle(FakeRemoteServices fake) {
        this.fake = fake;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        FakeRecords records = new FakeRecords(fake);
        Shards shards = new Shards(bus, "fake");
        shards.serve(Access.SUBSCRIBE, (caller, request) -> fake.authorizeSubscription(caller, request.room()));
        shards.serve(MessageLog.DESCRIBE, request -> fake.describeRoom(request.room()));
        return Future.all(
                shards.start(),
                bus.serve(MessageLog.ROOMS, request -> fake.roomsOf(request)),
                bus.serve(Records.RAISE, records::raise),
                bus.serve(Records.PUT, records::put),
                bus.serve(Records.GET, records::get),
                bus.serve(Records.LIST, records::list));
    }
}
