// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RecordStoreContract;

/** The contract on the store in memory. */
final class MemoryRecordStoreTest extends RecordStoreContract {
    private final MemoryRecordStore subject = new MemoryRecordStore();

    @Override
    protected RecordStore records() {
        return subject;
    }
}
