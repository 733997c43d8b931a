// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

/** A request about one room. */
public interface InRoom extends Sharded {
    /** The room it is about. */
    RoomId room();

    @Override
    default int shard() {
        return Shard.of(room().value());
    }
}
