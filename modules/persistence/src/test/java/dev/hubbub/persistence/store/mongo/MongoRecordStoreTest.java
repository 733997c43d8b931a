// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RecordStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
final class MongoRecordStoreTest extends RecordStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Override
    protected RecordStore records() {
        return MONGO.store().records();
    }
}
