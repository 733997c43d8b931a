// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.mongo.EmbeddedMongo;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Missing effects on a MongoDB server. */
final class MongoFoldRepairTest extends FoldRepairContract {
    private static EmbeddedMongo mongo;

    @BeforeAll
    static void startServer() {
        mongo = new EmbeddedMongo();
    }

    @AfterAll
    static void stopServer() {
        mongo.close();
    }

    @Override
    Store open(Vertx vertx) throws Exception {
        return mongo.open(vertx);
    }
}
