// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

/** The contract on what is in memory. */
final class MemoryEntryStoreTest extends EntryStoreContract {
    private final MemoryEntryStore subject = new MemoryEntryStore();

    @Override
    EntryStore log() {
        return subject;
    }
}
