// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.SearchStoreContract;

/** The contract on the store in memory. */
final class MemorySearchStoreTest extends SearchStoreContract {
    private final Store subject = MemoryStore.create();

    @Override
    protected Store store() {
        return subject;
    }
}
