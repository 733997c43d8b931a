// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import dev.hubbub.contract.value.RoomId;

/** A request about one room. */
public interface RoomScoped extends Sharded {
    /** The room it is about. */
    RoomId room();

    @Override
    default int shard() {
        return Shard.of(room().value());
    }
}
