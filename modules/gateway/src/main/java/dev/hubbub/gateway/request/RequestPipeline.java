// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.gateway.dialect.Fault;
import dev.hubbub.gateway.dialect.RefusedException;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import dev.hubbub.gateway.limits.UserRateLimiter;
import dev.hubbub.gateway.metrics.GatewayCounters;
import dev.hubbub.gateway.request.BoundRequest.RoomLimit;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way of a request on one event loop, in whatever dialect and over whatever transport it came: policy, type, rate
 * limit, order, and the verticle that answers it. Failures are a {@link HubException}.
 */
public final class RequestPipeline {
    private final ExposurePolicy policy;
    private final Limits limits;
    private final GatewayHandler verticles;
    private final GatewayCounters counters;
    private final Map<String, GatewayHandler> handlers;

    /**
     * How often something may be done, or fail.
     *
     * @param users of the event loop
     * @param failures of IP addresses
     */
    public record Limits(UserRateLimiter users, FailedLoginLimiter failures) {}

    /**
     * Must be used on one event loop.
     *
     * @param verticles answers what no handler answers
     * @param handlers by address
     * @param counters of requests and of what is refused
     */
    public RequestPipeline(
            ExposurePolicy policy,
            Limits limits,
            GatewayHandler verticles,
            Map<String, GatewayHandler> handlers,
            GatewayCounters counters) {
        this.policy = policy;
        this.limits = limits;
        this.verticles = verticles;
        this.handlers = Map.copyOf(handlers);
        this.counters = counters;
    }

    /** Asks the verticle that serves the address of a request. */
    public static GatewayHandler verticles(Bus bus) {
        return (from, request) ->
                request.forward().apply(bus, Objects.requireNonNull(from.caller(), "policy asks for a login"));
    }

    /**
     * Has a request answered by the handler of its address, or by the verticle that serves it.
     *
     * @param body null: none
     * @return the reply, a record or anything that JSON can hold
     */
    public Future<Object> submit(Requester from, String address, @Nullable Object body) {
        GatewayHandler handler = handlers.getOrDefault(address, verticles);
        return submit(from, address, body, request -> handler.answer(from, request));
    }

    /** Has a request of the session itself answered here; all the rest is the same. */
    public Future<Object> submit(
            Requester from, String address, @Nullable Object body, Function<BoundRequest, Future<Object>> answer) {
        counters.requested();
        try {
            return judge(from, address, body, answer).onFailure(counters::requestRefused);
        } catch (HubException e) {
            counters.requestRefused(e);
            throw e;
        }
    }

    private Future<Object> judge(
            Requester from, String address, @Nullable Object body, Function<BoundRequest, Future<Object>> answer) {
        Optional<Fault> fault = policy.judgeRequest(address, body, from.caller())
                .or(() -> from.covers(address) ? Optional.empty() : Optional.of(Fault.OUT_OF_SCOPE));
        if (fault.isPresent()) {
            return Future.failedFuture(new RefusedException(fault.get()));
        }
        BoundRequest request = policy.type(address)
                .map(type -> BoundRequest.bind(type, body, isServer(from.caller())))
                .orElseGet(() -> BoundRequest.untyped(address, body));
        Future<Void> charged = charge(from, request.limit(), request.cost());
        RoomLimit inRoom = request.roomLimit();
        Caller caller = from.caller();
        return inOrder(
                from,
                inRoom == null || caller == null
                        ? charged
                        : charged.compose(taken -> limits.users()
                                .takeInRoom(caller, inRoom.limit(), inRoom.room())
                                .onFailure(cause -> limited(cause, inRoom.limit()))),
                () -> answer(from, request, answer));
    }

    private Future<Object> answer(Requester from, BoundRequest request, Function<BoundRequest, Future<Object>> answer) {
        return request.countsRefusals() && !isServer(from.caller())
                ? limits.failures().attempt(from.ip(), RequestPipeline::isRefusal, () -> answer.apply(request))
                : answer.apply(request);
    }

    private static boolean isRefusal(Throwable cause) {
        return HubException.is(cause, ErrorCode.FORBIDDEN);
    }

    private static boolean isServer(@Nullable Caller caller) {
        return caller != null && caller.may(Grant.SERVER);
    }

    /** Whether requests to this address have a type. */
    public boolean hasType(String address) {
        return policy.type(address).isPresent();
    }

    /** Whether a request to this address may have the field. */
    public boolean hasField(String address, String name) {
        return policy.type(address).stream()
                .flatMap(type -> Arrays.stream(type.request().getRecordComponents()))
                .anyMatch(component -> Json.name(component).equals(name));
    }

    /** Begins or ends to follow a feed, if the policy allows it. */
    public <T> Future<T> listen(Requester from, String address, int cost, Supplier<Future<T>> action) {
        counters.requested();
        Optional<Fault> fault = policy.judgeFeed(address, from.caller());
        Future<T> answer = fault.isPresent()
                ? Future.failedFuture(new RefusedException(fault.get()))
                : inOrder(from, charge(from, RateLimit.REQUESTS, cost), action);
        return answer.onFailure(counters::requestRefused);
    }

    private Future<Void> charge(Requester from, RateLimit limit, int cost) {
        Caller caller = from.caller();
        return cost == 0 || caller == null
                ? Future.succeededFuture()
                : limits.users().take(caller, limit, cost).onFailure(cause -> limited(cause, limit));
    }

    private void limited(Throwable cause, RateLimit limit) {
        if (HubException.is(cause, ErrorCode.TOO_MANY)) {
            counters.rateLimited(limit);
        }
    }

    /** Tokens are taken as requests come; what follows happens in that order. */
    private static <T> Future<T> inOrder(Requester from, Future<Void> charged, Supplier<Future<T>> action) {
        return from.order().next(charged).compose(taken -> action.get());
    }
}
