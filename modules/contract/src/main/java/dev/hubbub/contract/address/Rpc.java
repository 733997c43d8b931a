// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One address with its one request type and its one reply type, and what is to be known about its requests. A request
 * that is {@link Sharded} travels to {@code svc.<service>.<shard>} with its address in the header {@link #HEADER}, one that
 * is {@link NodeScoped} to {@code address.<node>}. Clients use the address, the gateway finds the shard.
 *
 * @param <Q> the request
 * @param <R> the reply
 * @param service that answers it together with others, if it is sharded, else null
 * @param limit by which limit of the user a client's request is counted
 * @param roomLimit by which limit of the user in its room a request is counted as well; absent (null): by none
 * @param cost how many tokens of that limit a client's request takes, 1 or more
 * @param repeatable whether a request may be asked again when it is not known whether it was carried out
 * @param countsRefusals whether a client's request that is refused counts as a failed login of the client's IP address
 */
public record Rpc<Q extends Record, R extends Record>(
        String address,
        Class<Q> request,
        Class<R> reply,
        @Nullable Service service,
        RateLimit limit,
        @Nullable RateLimit roomLimit,
        ToIntFunction<Q> cost,
        Predicate<? super Q> repeatable,
        boolean countsRefusals) {
    /** Of a request to the shard of a service: the address of the request. */
    public static final String HEADER = "hub-address";

    private static final Predicate<Object> NEVER = Objects::isNull; // as no request is

    public Rpc {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(reply, "reply");
        Objects.requireNonNull(limit, "limit");
        Objects.requireNonNull(cost, "cost");
        Objects.requireNonNull(repeatable, "repeatable");
        if (Sharded.class.isAssignableFrom(request) != (service != null)) {
            throw new IllegalArgumentException(address + ": " + service + " (expected: a service if it is sharded)");
        }
    }

    /** A request that counts as one of {@link RateLimit#REQUESTS}, and must not be asked twice. */
    public Rpc(String address, Class<Q> request, Class<R> reply) {
        this(address, request, reply, null);
    }

    Rpc(String address, Class<Q> request, Class<R> reply, @Nullable Service service) {
        this(address, request, reply, service, RateLimit.REQUESTS, null, asked -> 1, NEVER, false);
    }

    /** The same, counted by another limit. */
    public Rpc<Q, R> limitedBy(RateLimit other) {
        return new Rpc<>(address, request, reply, service, other, roomLimit, cost, repeatable, countsRefusals);
    }

    /** The same, where a request is counted by a limit of the user in its room as well. */
    public Rpc<Q, R> limitedInRoomBy(RateLimit other) {
        if (!RoomScoped.class.isAssignableFrom(request)) {
            throw new IllegalArgumentException(address + ": " + request + " (expected: a request about a room)");
        }
        return new Rpc<>(address, request, reply, service, limit, other, cost, repeatable, countsRefusals);
    }

    /** The same, where a request counts as many: as many as it has parts that cost one each; never less than 1. */
    public Rpc<Q, R> costing(ToIntFunction<Q> parts) {
        return new Rpc<>(
                address,
                request,
                reply,
                service,
                limit,
                roomLimit,
                asked -> Math.max(1, parts.applyAsInt(asked)),
                repeatable,
                countsRefusals);
    }

    /** The same, where a refusal (FORBIDDEN) counts as a failed login: the client may be guessing a secret. */
    public Rpc<Q, R> countingRefusals() {
        return new Rpc<>(address, request, reply, service, limit, roomLimit, cost, repeatable, true);
    }

    /** The same, where each request may be asked again: asked twice is asked once. */
    public Rpc<Q, R> idempotent() {
        return idempotentIf(asked -> true);
    }

    /** The same, where some requests may be asked again. */
    public Rpc<Q, R> idempotentIf(Predicate<? super Q> which) {
        return new Rpc<>(address, request, reply, service, limit, roomLimit, cost, which, countsRefusals);
    }

    /** Whether there are requests that may be asked again. */
    public boolean mayBeRepeated() {
        return !repeatable.equals(NEVER);
    }

    /** Whether the request names the shard that answers it. */
    public boolean sharded() {
        return service != null;
    }

    /** The address on the bus that answers this request. */
    public String addressFor(Q body) {
        if (body instanceof Sharded sharded) {
            return addressFor(sharded.shard());
        }
        return body instanceof NodeScoped one ? addressFor(one.node()) : address;
    }

    /** The address on the bus at which one node answers. */
    public String addressFor(String node) {
        return address + "." + node;
    }

    /** The address on the bus that answers for one shard. */
    public String addressFor(int shard) {
        return Objects.requireNonNull(service, "not sharded").addressFor(shard);
    }
}
