// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Objects;

/**
 * One address with its one request type and its one reply type. A {@link Sharded} request travels to
 * {@code address.<shard>}, a {@link NodeScoped} request to {@code address.<node>}. Clients use the address without the
 * shard; the gateway adds it.
 *
 * @param <Q> the request
 * @param <R> the reply
 */
public record Rpc<Q extends Record, R extends Record>(String address, Class<Q> request, Class<R> reply) {
    public Rpc {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(reply, "reply");
    }

    /** Whether the request names the shard that answers it. */
    public boolean sharded() {
        return Sharded.class.isAssignableFrom(request);
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
        return address + "." + shard;
    }
}
