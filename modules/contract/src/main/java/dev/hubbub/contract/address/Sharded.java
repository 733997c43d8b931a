// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

/** A request that belongs to one {@link Shard}: all requests of one room, or of one user, go to one verticle. */
public interface Sharded {
    /** The shard, 0 to {@link Shard#COUNT} - 1. */
    int shard();
}
