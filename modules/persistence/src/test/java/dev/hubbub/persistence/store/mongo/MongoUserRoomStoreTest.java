// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.UserRoomStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
final class MongoUserRoomStoreTest extends UserRoomStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Override
    protected UserRoomStore userRooms() {
        return MONGO.store().userRooms();
    }
}
