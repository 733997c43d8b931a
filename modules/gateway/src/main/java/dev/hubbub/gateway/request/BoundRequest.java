// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client's request, bound to the type of its address once and for all. A body that cannot be bound costs what any
 * request costs, and fails after that.
 *
 * @param limit by which limit of the user it is counted
 * @param cost how many tokens of the limit it takes
 * @param roomLimit by which limit of the user in a room it is counted as well, as one; absent (null): by none
 * @param countsRefusals whether a refusal counts as a failed login of the client's IP address
 * @param body the request as a record; throws a {@link HubException} where it is none
 * @param forward asks the verticle that serves the address; fails with a {@link HubException} and nothing else
 */
public record BoundRequest(
        String address,
        RateLimit limit,
        int cost,
        @Nullable RoomLimit roomLimit,
        boolean countsRefusals,
        Supplier<Record> body,
        BiFunction<Bus, Caller, Future<Object>> forward) {

    /** A limit that counts each room of a user by itself. */
    record RoomLimit(RateLimit limit, RoomId room) {
        static @Nullable RoomLimit of(Rpc<?, ?> rpc, Record body) {
            return rpc.roomLimit() != null && body instanceof RoomScoped scoped
                    ? new RoomLimit(rpc.roomLimit(), scoped.room())
                    : null;
        }
    }

    /** A request to an operator's own address. */
    static BoundRequest untyped(String address, @Nullable Object body) {
        return new BoundRequest(
                address,
                RateLimit.REQUESTS,
                1,
                null,
                false,
                () -> {
                    throw new IllegalStateException(address + " has no type");
                },
                (bus, caller) -> bus.relay(address, caller, body));
    }

    /**
     * A request of a type, which the body may not be. The host app's server is told of fields that the type does not have;
     * for users they are ignored.
     */
    static BoundRequest bind(Rpc<?, ?> rpc, @Nullable Object body, boolean byServer) {
        try {
            if (body instanceof JsonObject json) {
                return typed(rpc, json, byServer);
            }
            throw new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: a JSON object)");
        } catch (HubException e) {
            return malformed(rpc, e);
        }
    }

    private static <Q extends Record> BoundRequest typed(Rpc<Q, ?> rpc, JsonObject json, boolean byServer) {
        Q body = byServer ? Json.readKnown(json, rpc.request()) : Json.read(json, rpc.request());
        return new BoundRequest(
                rpc.address(),
                rpc.limit(),
                rpc.cost().applyAsInt(body),
                RoomLimit.of(rpc, body),
                rpc.countsRefusals(),
                () -> body,
                (bus, caller) -> bus.forward(rpc, caller, body, json));
    }

    private static BoundRequest malformed(Rpc<?, ?> rpc, HubException cause) {
        return new BoundRequest(
                rpc.address(),
                rpc.limit(),
                1,
                null,
                false,
                () -> {
                    throw cause;
                },
                (bus, caller) -> Future.failedFuture(cause));
    }
}
