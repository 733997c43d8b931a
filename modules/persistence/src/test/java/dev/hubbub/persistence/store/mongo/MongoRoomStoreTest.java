// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomStoreContract;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a MongoDB server. */
@ExtendWith(VertxExtension.class)
final class MongoRoomStoreTest extends RoomStoreContract {
    @RegisterExtension
    static final MongoStoreExtension MONGO = new MongoStoreExtension();

    @Test
    void snapshotWithoutAKindIsThatOfAGroup(Vertx vertx) throws Exception {
        MongoClient raw = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", MONGO.config().connectionString())
                        .put("db_name", MONGO.config().databaseName()));
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
        return MONGO.store().rooms();
    }
}
