// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.MemberStoreContract;

/** The contract on the store in memory. */
final class MemoryMemberStoreTest extends MemberStoreContract {
    private final MemoryMemberStore subject = new MemoryMemberStore();

    @Override
    protected MemberStore members() {
        return subject;
    }
}
