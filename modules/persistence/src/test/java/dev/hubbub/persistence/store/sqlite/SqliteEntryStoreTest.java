// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.EntryStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteEntryStoreTest extends EntryStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected EntryStore entryStore() {
        return SQLITE.store().entries();
    }
}
