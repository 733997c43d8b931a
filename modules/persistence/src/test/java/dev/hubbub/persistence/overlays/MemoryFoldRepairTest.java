// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Vertx;

/** Missing effects on the store in memory. */
final class MemoryFoldRepairTest extends FoldRepairContract {
    @Override
    Store open(Vertx vertx) {
        return MemoryStore.create();
    }
}
