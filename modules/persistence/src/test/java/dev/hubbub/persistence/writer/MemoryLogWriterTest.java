// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import io.vertx.core.Vertx;

/** The writer on the store in memory. */
final class MemoryLogWriterTest extends LogWriterContract {
    @Override
    Store open(Vertx vertx) {
        return MemoryStore.create();
    }
}
