// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.store.AccessFixtures.result;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.store.AccessFixtures;
import dev.hubbub.access.store.FakeStore;
import dev.hubbub.access.store.FakeStoreVerticle;
import dev.hubbub.access.store.FakeUserRecords;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.testkit.bus.BusRequest;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** The verticle under test beside fake stores, all on one bus. */
final class AccessHarness {
    final FakeStore store = new FakeStore();
    final FakeUserRecords records = new FakeUserRecords();
    final Bus bus;

    AccessHarness(Vertx vertx, AccessConfig config) {
        this(vertx, config, RoomPolicies.with(config.kinds()));
    }

    AccessHarness(Vertx vertx, AccessConfig config, RoomPolicies policies) {
        bus = new Bus(vertx);
        result(vertx.deployVerticle(new FakeStoreVerticle(
                store, records, () -> new AccessVerticle(config, new CompositeMeterRegistry(), policies))));
    }

    <Q extends Record, R extends Record> R ok(Rpc<Q, R> rpc, Caller caller, Q body) {
        return result(bus.call(rpc, caller, body));
    }

    <Q extends Record, R extends Record> String refused(Rpc<Q, R> rpc, Caller caller, Q body) {
        return AccessFixtures.failure(bus.call(rpc, caller, body));
    }

    /** The failure for a malformed body, sent without the checks of our records. */
    String malformed(Rpc<?, ?> rpc, Caller caller, JsonObject body) {
        return AccessFixtures.failure(BusRequest.ask(bus.vertx(), rpc, 0, caller, body));
    }
}
