// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.persistence.config.PersistenceConfig;

/** The requests on the store in memory. */
final class MemoryChangedMessagesTest extends ChangedMessagesContract {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }
}
