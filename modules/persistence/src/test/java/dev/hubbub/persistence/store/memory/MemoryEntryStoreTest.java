// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.EntryStoreContract;

/** The contract on the store in memory. */
final class MemoryEntryStoreTest extends EntryStoreContract {
    private final MemoryEntryStore subject = new MemoryEntryStore();

    @Override
    protected EntryStore entryStore() {
        return subject;
    }
}
