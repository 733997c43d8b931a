// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.EntryStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
final class MongoEntryStoreTest extends EntryStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Override
    protected EntryStore entryStore() {
        return MONGO.store().entries();
    }

    @Override
    protected int manyRooms() {
        return 50; // each takes some dozen ids, of which some servers take few at a time
    }
}
