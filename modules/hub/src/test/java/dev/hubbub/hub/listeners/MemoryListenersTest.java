// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.listeners;

import dev.hubbub.persistence.config.PersistenceConfig;

final class MemoryListenersTest extends ListenersContract {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }
}
