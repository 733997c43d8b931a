// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.Catalogue;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.Shards;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Answers every request of the catalogue with a sample, and knows who asked last. */
final class CatalogueHub {
    final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Bus bus;
    private final Shards shards;

    CatalogueHub(Vertx vertx) throws Exception {
        bus = new Bus(vertx);
        shards = new Shards(bus, "all");
        for (Rpc<?, ?> rpc : Catalogue.API) {
            serve(rpc);
        }
        shards.serve(Access.AUTHORIZE_LOGIN, asked -> Future.succeededFuture(new Access.LoginAuthorized(asked.user())))
                .start()
                .await(5, SECONDS);
    }

    private <Q extends Record, R extends Record> void serve(Rpc<Q, R> rpc) throws Exception {
        if (rpc.sharded()) {
            shards.serve(rpc, (caller, body) -> answer(rpc, caller));
        } else {
            bus.serve(rpc, (caller, body) -> answer(rpc, caller)).await(5, SECONDS);
        }
    }

    private <R extends Record> Future<R> answer(Rpc<?, R> rpc, Caller caller) {
        callers.put(rpc.address(), caller);
        return Future.succeededFuture(Samples.of(rpc.reply()));
    }
}
