// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What processes ask verticles and other processes, and tell them. Scopes must have been checked. */
public final class ProcessCalls {
    private final Bus bus;

    public ProcessCalls(Bus bus) {
        this.bus = bus;
    }

    /**
     * Asks whatever serves the address. Requests of a known type go to the shard that answers them, and again when a node
     * is lost, as those of a verticle do.
     *
     * @param caller on whose behalf it is asked
     * @param headers others, for what has no type
     * @return a record, or anything that JSON can hold; fails with a {@link HubException}
     */
    public Future<Object> ask(String address, Caller caller, Map<String, String> headers, @Nullable Object body) {
        Rpc<?, ?> type = ProcessAddresses.type(address);
        return type == null ? untyped(address, caller, headers, body) : typed(type, caller, body);
    }

    private <Q extends Record> Future<Object> typed(Rpc<Q, ?> rpc, Caller caller, @Nullable Object body) {
        if (!(body instanceof JsonObject json)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: a JSON object)");
        }
        return bus.forward(rpc, caller, Json.read(json, rpc.request()), json);
    }

    private Future<Object> untyped(String address, Caller caller, Map<String, String> headers, @Nullable Object body) {
        DeliveryOptions options = options(headers)
                .addHeader(Caller.HEADER, Json.write(caller).encode())
                .setSendTimeout(Bus.TIMEOUT.toMillis());
        return bus.vertx()
                .eventBus()
                .request(address, body, options)
                .map(Message::body)
                .recover(cause -> Future.failedFuture(refused(cause)));
    }

    private static HubException refused(Throwable cause) {
        if (cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE) {
            return HubException.received(reply.failureCode(), reply.getMessage());
        }
        boolean late = cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
        return new HubException(ErrorCode.UNAVAILABLE, late ? "no answer in time" : "no node serves this now");
    }

    /** Publishes an event to all that hear it. */
    public void publish(String address, Map<String, String> headers, @Nullable Object body) {
        bus.vertx().eventBus().publish(address, body, options(headers));
    }

    /** Without the caller: only the hub says who that is. */
    private static DeliveryOptions options(Map<String, String> headers) {
        DeliveryOptions options = new DeliveryOptions();
        headers.forEach((name, value) -> {
            if (!name.equals(Caller.HEADER)) {
                options.addHeader(name, value);
            }
        });
        return options;
    }
}
