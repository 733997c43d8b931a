// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.persistence.config.PersistenceConfig;

/** The requests on the store in memory. */
final class MemoryRecordRequestsTest extends RecordRequestsContract {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }
}
