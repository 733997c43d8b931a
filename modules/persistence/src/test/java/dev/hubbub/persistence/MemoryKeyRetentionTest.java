// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Vertx;

/** On the store in memory. */
final class MemoryKeyRetentionTest extends KeyRetentionContract {
    @Override
    Store open(Vertx vertx) {
        return MemoryStore.create();
    }
}
