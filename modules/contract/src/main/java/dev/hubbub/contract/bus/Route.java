// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An address with the rule that answers it: reads the caller and the request from a message of the bus.
 *
 * @param callers whether requests carry a caller
 * @param rule gets null where there is no caller, or none is read
 */
public record Route<Q extends Record, R extends Record>(
        Rpc<Q, R> rpc, Callers callers, BiFunction<Caller, Q, Future<R>> rule) {

    /** Whether requests carry a caller. */
    enum Callers {
        REQUIRED,
        PASSED_ON,
        IGNORED
    }

    public static <Q extends Record, R extends Record> Route<Q, R> of(
            Rpc<Q, R> rpc, BiFunction<Caller, Q, Future<R>> rule) {
        return new Route<>(rpc, Callers.REQUIRED, rule);
    }

    public static <Q extends Record, R extends Record> Route<Q, R> of(Rpc<Q, R> rpc, Function<Q, Future<R>> rule) {
        return new Route<>(rpc, Callers.IGNORED, (caller, body) -> rule.apply(body));
    }

    /** A rule that passes requests on with their callers, which those between verticles need not have (null then). */
    public static <Q extends Record, R extends Record> Route<Q, R> passingOn(
            Rpc<Q, R> rpc, BiFunction<Caller, Q, Future<R>> rule) {
        return new Route<>(rpc, Callers.PASSED_ON, rule);
    }

    Future<R> handle(@Nullable String callerHeader, @Nullable Object body) {
        boolean reads = callers == Callers.REQUIRED || (callers == Callers.PASSED_ON && callerHeader != null);
        Caller caller = reads ? caller(callerHeader) : null;
        if (!(body instanceof JsonObject json)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "body: not there (expected: a JSON object)");
        }
        return rule.apply(caller, read(json));
    }

    Future<R> handle(LocalServices.Request request) {
        if (callers == Callers.REQUIRED && request.caller() == null) {
            throw new HubException(ErrorCode.UNAUTHORIZED, "header " + Caller.HEADER + " is missing");
        }
        return rule.apply(request.caller(), rpc.request().cast(request.body()));
    }

    private Q read(JsonObject json) {
        return json instanceof RecordBody here && rpc.request().isInstance(here.body())
                ? rpc.request().cast(here.body())
                : Json.read(json, rpc.request());
    }

    private static Caller caller(@Nullable String header) {
        if (header == null) {
            throw new HubException(ErrorCode.UNAUTHORIZED, "header " + Caller.HEADER + " is missing");
        }
        try {
            return Json.read(new JsonObject(header), Caller.class);
        } catch (DecodeException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, "header " + Caller.HEADER + " is not JSON");
        }
    }
}
