// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.UserRoomStoreContract;
import java.time.InstantSource;

/** The contract on the store in memory. */
final class MemoryUserRoomStoreTest extends UserRoomStoreContract {
    private final MemoryUserRoomStore subject = new MemoryUserRoomStore(InstantSource.system());

    @Override
    protected UserRoomStore userRooms() {
        return subject;
    }
}
