// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import dev.hubbub.persistence.config.PersistenceConfig;

/** The search on the store in memory. */
final class MemorySearchTest extends SearchContract {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }
}
