// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.bus;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import org.jspecify.annotations.Nullable;

/** Asks over the bus as a program in another language may: with any body. */
public final class BusRequest {
    /**
     * Asks what answers this request.
     *
     * @param shard where the request is sharded
     * @return fails with a {@code HubException} when the request is refused
     */
    public static Future<Object> ask(
            Vertx vertx, Rpc<?, ?> rpc, int shard, @Nullable Caller caller, @Nullable Object body) {
        DeliveryOptions options = new DeliveryOptions().addHeader(Rpc.HEADER, rpc.address());
        if (caller != null) {
            options.addHeader(Caller.HEADER, Json.write(caller).encode());
        }
        return vertx.eventBus()
                .request(rpc.sharded() ? rpc.addressFor(shard) : rpc.address(), body, options)
                .map(Message::body)
                .recover(cause -> cause instanceof ReplyException refusal
                        ? Future.failedFuture(HubException.received(refusal.failureCode(), refusal.getMessage()))
                        : Future.failedFuture(cause));
    }

    private BusRequest() {}
}
