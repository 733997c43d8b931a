// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.UserRoomStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on the embedded store. */
final class SqliteUserRoomStoreTest extends UserRoomStoreContract {
    @RegisterExtension
    static final SqliteStoreExtension SQLITE = new SqliteStoreExtension();

    @Override
    protected UserRoomStore userRooms() {
        return SQLITE.store().userRooms();
    }
}
