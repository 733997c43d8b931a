// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomStoreContract;

/** The contract on the store in memory. */
final class MemoryRoomStoreTest extends RoomStoreContract {
    private final MemoryRoomStore subject = new MemoryRoomStore();

    @Override
    protected RoomStore rooms() {
        return subject;
    }
}
