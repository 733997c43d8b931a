// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteRoomStoreTest extends RoomStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected RoomStore rooms() {
        return SQLITE.store().rooms();
    }
}
