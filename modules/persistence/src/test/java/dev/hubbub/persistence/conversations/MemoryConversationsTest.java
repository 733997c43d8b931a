// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.conversations;

import dev.hubbub.persistence.config.PersistenceConfig;

/** The requests on the store in memory. */
final class MemoryConversationsTest extends ConversationsContract {
    @Override
    protected PersistenceConfig config() {
        return PersistenceConfig.inMemory();
    }
}
