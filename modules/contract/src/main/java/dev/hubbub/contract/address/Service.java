// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Objects;

/**
 * What answers sharded requests together: all those of a shard are answered by one node, at one address of the bus. A
 * cluster has to know {@link Shard#COUNT} addresses for each service, however many requests it has.
 *
 * @param name part of that address
 */
public record Service(String name) {
    /** Judges what users ask of rooms. */
    public static final Service ACCESS = new Service("access");

    public static final Service PERSISTENCE = new Service("persistence");

    public static final Service PRESENCE = new Service("presence");

    /** Counts requests and sockets of users. */
    public static final Service LIMITS = new Service("limits");

    /** Holds the sessions of clients without WebSocket. */
    public static final Service GATEWAY = new Service("gateway");

    public static final Service MODERATION = new Service("moderation");

    /** Tells listeners what is stored. */
    public static final Service LISTENERS = new Service("listeners");

    public Service {
        Objects.requireNonNull(name, "name");
    }

    /** A request that this service answers. */
    public <Q extends Record & Sharded, R extends Record> Rpc<Q, R> rpc(
            String address, Class<Q> request, Class<R> reply) {
        return new Rpc<>(address, request, reply, this);
    }

    /** The address on the bus at which all requests of a shard are answered. */
    public String addressFor(int shard) {
        return "svc." + name + "." + shard;
    }
}
