// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.search.SearchStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
final class MongoSearchStoreTest extends SearchStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Override
    protected Store store() {
        return MONGO.store();
    }
}
