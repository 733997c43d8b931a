// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import io.vertx.core.Vertx;

/** The writer on what is in memory. */
final class MemoryLogWriterTest extends LogWriterContract {
    @Override
    Store open(Vertx vertx) {
        return Store.inMemory();
    }
}
