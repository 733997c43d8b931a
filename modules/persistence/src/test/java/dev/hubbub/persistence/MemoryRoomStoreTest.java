// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

/** The contract on what is in memory. */
final class MemoryRoomStoreTest extends RoomStoreContract {
    private final MemoryRoomStore subject = new MemoryRoomStore();

    @Override
    RoomStore rooms() {
        return subject;
    }
}
