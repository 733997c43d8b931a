// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.UserStore;
import dev.hubbub.persistence.store.UserStoreContract;
import java.time.InstantSource;

/** The contract on the store in memory. */
final class MemoryUserStoreTest extends UserStoreContract {
    private final MemoryUserStore subject = new MemoryUserStore(InstantSource.system());

    @Override
    protected UserStore users() {
        return subject;
    }
}
