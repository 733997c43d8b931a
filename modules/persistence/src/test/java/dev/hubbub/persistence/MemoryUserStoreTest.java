// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

/** The contract on what is in memory. */
final class MemoryUserStoreTest extends UserStoreContract {
    private final MemoryUserStore subject = new MemoryUserStore();

    @Override
    UserStore users() {
        return subject;
    }
}
