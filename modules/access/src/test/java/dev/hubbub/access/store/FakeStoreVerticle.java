// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLookup;
import dev.hubbub.contract.reads.Conversations;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.search.SearchIndex;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.function.Supplier;

/** Serves a {@link FakeStore} and {@link FakeUserRecords} on the bus to another verticle, which it outlives. */
public final class FakeStoreVerticle extends VerticleBase {
    private final FakeStore store;
    private final FakeUserRecords records;
    private final Supplier<? extends Deployable> user;

    /** @param user stores some more when it ends, and would wait for a store that has ended */
    public FakeStoreVerticle(FakeStore store, FakeUserRecords records, Supplier<? extends Deployable> user) {
        this.store = store;
        this.records = records;
        this.user = user;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        FakeOverlays overlays = new FakeOverlays(store, records);
        Future<?> served = Future.all(List.of(
                new Shards(bus, "persistence")
                        .serve(MessageLog.APPEND, overlays::append)
                        .serve(MessageLog.DESCRIBE, store::describe)
                        .serve(MessageLog.READ, overlays::read)
                        .serve(MessageLookup.GET, overlays::messages)
                        .serve(MessageLookup.REPLIES, overlays::replies)
                        .serve(MessageLookup.AT, overlays::at)
                        .serve(MessageLookup.VERSIONS, overlays::versions)
                        .serve(Memberships.CHANGE, store::change)
                        .start(),
                bus.serve(MessageLog.ROOMS, store::roomsOf),
                bus.serve(Conversations.UNREAD, asked -> store.unread(asked, records)),
                bus.serve(Memberships.PAGE, store::members),
                bus.serve(Conversations.HEADS, store::heads),
                bus.serve(SearchIndex.FIND, new FakeSearch(store)::find),
                bus.serve(Conversations.ROWS, asked -> store.rows(asked, records)),
                bus.serve(Records.GET, records::get),
                bus.serve(Records.RAISE, records::raise),
                bus.serve(Records.PUT, records::put),
                bus.serve(Records.LIST, records::list),
                bus.serve(Records.DELETE, records::delete)));
        return served.compose(done -> vertx.deployVerticle(user, new DeploymentOptions())); // a child ends first
    }
}
