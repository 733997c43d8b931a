// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.mongo.EmbeddedMongo;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** Two nodes with one MongoDB server. */
final class MongoTwoWritersTest extends TwoWritersContract {
    private final EmbeddedMongo mongo = new EmbeddedMongo();
    private final PersistenceConfig config = mongo.config();

    @Override
    Store open(Vertx vertx) throws Exception {
        return mongo.open(vertx, config);
    }

    @AfterEach
    void close() {
        mongo.close();
    }
}
