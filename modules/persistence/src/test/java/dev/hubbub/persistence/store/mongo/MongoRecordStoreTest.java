// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.RecordStoreContract;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a MongoDB server. */
@ExtendWith(VertxExtension.class)
final class MongoRecordStoreTest extends RecordStoreContract {
    private static EmbeddedMongo mongo;

    private Store store;

    @BeforeAll
    static void startServer() {
        mongo = new EmbeddedMongo();
    }

    @AfterAll
    static void stopServer() {
        mongo.close();
    }

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        store = mongo.open(vertx);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected RecordStore records() {
        return store.records();
    }
}
