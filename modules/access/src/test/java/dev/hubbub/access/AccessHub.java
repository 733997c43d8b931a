// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import static dev.hubbub.access.Cast.done;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** The verticle under test beside a {@link FakeLog}, both on one bus. */
final class AccessHub {
    final FakeLog log = new FakeLog();
    final Bus bus;

    AccessHub(Vertx vertx, AccessConfig config) {
        bus = new Bus(vertx);
        done(vertx.deployVerticle(() -> new FakeLogVerticle(log), new DeploymentOptions()));
        done(vertx.deployVerticle(() -> new AccessVerticle(config), new DeploymentOptions()));
    }

    <Q extends Record, R extends Record> R ok(Rpc<Q, R> rpc, Caller caller, Q body) {
        return done(bus.call(rpc, caller, body));
    }

    <Q extends Record, R extends Record> String refused(Rpc<Q, R> rpc, Caller caller, Q body) {
        return Cast.failure(bus.call(rpc, caller, body));
    }

    /** The answer to a body that reaches the verticle as it is, past every check of a well-meant caller. */
    String malformed(Rpc<?, ?> rpc, Caller caller, JsonObject body) {
        String address = rpc.sharded() ? rpc.address() + ".0" : rpc.address();
        return Cast.failure(bus.relay(address, caller, body));
    }
}
