// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.SearchStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteSearchStoreTest extends SearchStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected Store store() {
        return SQLITE.store();
    }
}
