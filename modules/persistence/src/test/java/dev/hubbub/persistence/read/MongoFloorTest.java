// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.mongo.EmbeddedMongo;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a MongoDB server. */
final class MongoFloorTest extends FloorContract {
    private static EmbeddedMongo mongo;

    private PersistenceConfig config;
    private MongoClient client;

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
        config = mongo.config();
        client = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", config.connectionString())
                        .put("db_name", config.databaseName()));
        return mongo.open(vertx, config);
    }

    @Override
    void delete(long first) throws Exception {
        JsonObject below = new JsonObject().put("seq", new JsonObject().put("$lt", first));
        client.removeDocuments("entries", below).await(5, SECONDS);
    }
}
