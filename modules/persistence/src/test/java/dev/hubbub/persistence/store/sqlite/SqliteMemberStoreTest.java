// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.MemberStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteMemberStoreTest extends MemberStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected MemberStore members() {
        return SQLITE.store().members();
    }
}
