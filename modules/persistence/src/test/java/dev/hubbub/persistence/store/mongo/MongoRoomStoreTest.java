// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomStoreContract;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a MongoDB server. */
@ExtendWith(VertxExtension.class)
final class MongoRoomStoreTest extends RoomStoreContract {
    private static EmbeddedMongo mongo;

    private PersistenceConfig config;
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
        config = mongo.config();
        store = mongo.open(vertx, config);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void snapshotWithoutAKindIsThatOfAGroup(Vertx vertx) throws Exception {
        MongoClient raw = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", config.connectionString())
                        .put("db_name", config.database()));
        JsonObject document = new JsonObject()
                .put("_id", ROOM.value())
                .put("name", "Kitchen")
                .put("visibility", "private")
                .put("membership", 1)
                .put("members", new JsonArray())
                .put("head", 1);
        raw.save("rooms", document).await(5, SECONDS);
        raw.close().await(5, SECONDS);

        assertThat(rooms().find(ROOM).await(5, SECONDS).details())
                .isEqualTo(new RoomDetails("Kitchen", Visibility.PRIVATE, RoomKind.GROUP));
    }

    @Override
    protected RoomStore rooms() {
        return store.rooms();
    }
}
