// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import static dev.hubbub.persistence.Asked.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.Log.RoomsOf;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on a MongoDB server. */
@ExtendWith(VertxExtension.class)
final class MongoUserStoreTest extends UserStoreContract {
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

    @Test
    void nothingIsForgottenOnceTheUserCameBackToOneOfTheRooms() throws Exception {
        UserId ann = user("ann");
        List<UserRoom> left = Stream.of("tea", "pub")
                .map(room -> new UserRoom(ann, new RoomId(room), 6, Instant.EPOCH, false))
                .toList();
        JsonObject seen = new JsonObject();
        left.forEach(room ->
                KeptRooms.change(room).forEach(field -> put(seen, field.getKey().split("[.]"), field.getValue())));
        users().apply(left).await(5, SECONDS);
        users().apply(List.of(new UserRoom(ann, new RoomId("pub"), 7, Instant.EPOCH, true)))
                .await(5, SECONDS);

        ((MongoUserStore) users())
                .forget(ann, new KeptRooms(seen, Instant.now()))
                .await(5, SECONDS);

        assertThat(users().rooms(new RoomsOf(ann, 9)).await(5, SECONDS).rooms()).containsExactly(new RoomId("pub"));
    }

    private static void put(JsonObject document, String[] path, Object value) {
        if (!document.containsKey(path[0])) {
            document.put(path[0], new JsonObject());
        }
        document.getJsonObject(path[0]).put(path[1], value);
    }

    @Override
    UserStore users() {
        return store.users();
    }
}
