// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RecordStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteRecordStoreTest extends RecordStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected RecordStore records() {
        return SQLITE.store().records();
    }
}
