// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.time.InstantSource;

/** The ports in memory. */
public final class MemoryStore {
    public static Store create() {
        return new Store(
                new MemoryEntryStore(),
                new MemoryRoomStore(),
                new MemoryUserRoomStore(InstantSource.system()),
                new MemoryMemberStore(),
                new MemoryRecordStore(),
                new MemorySearchStore(),
                () -> 0,
                Future::succeededFuture);
    }

    private MemoryStore() {}
}
