// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import java.time.InstantSource;

/** The contract on what is in memory. */
final class MemoryUserStoreTest extends UserStoreContract {
    private final MemoryUserStore subject = new MemoryUserStore(InstantSource.system());

    @Override
    UserStore users() {
        return subject;
    }
}
