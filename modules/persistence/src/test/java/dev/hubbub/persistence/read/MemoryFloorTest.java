// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import io.vertx.core.Vertx;

/** On the store in memory. */
final class MemoryFloorTest extends FloorContract {
    private ControlledEntryStore entries;

    @Override
    Store open(Vertx vertx) {
        Store store = ControlledEntryStore.wrap(MemoryStore.create());
        entries = ControlledEntryStore.of(store);
        return store;
    }

    @Override
    void delete(long first) {
        entries.hideBelow(first);
    }
}
