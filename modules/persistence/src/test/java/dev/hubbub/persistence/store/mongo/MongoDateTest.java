// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.writer.TestEntries;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Times are dates for the server; what older versions wrote is read too. */
@ExtendWith(VertxExtension.class)
final class MongoDateTest {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final UserId ANN = user("ann");

    private final RecordedCommands commands = new RecordedCommands();
    private final EmbeddedMongo mongo = new EmbeddedMongo(commands);
    private final PersistenceConfig config = mongo.config();
    private Store store;

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        store = mongo.open(vertx, config);
    }

    @AfterEach
    void close() throws Exception {
        store.close().await(5, SECONDS);
        mongo.close();
    }

    private static StoredEntry message(Instant at) {
        return TestEntries.next(say(ROOM, "ann", "c1", 1), new EntryHeader(1, 1, at), at);
    }

    @Test
    void entriesHaveADate() throws Exception {
        for (Instant at : List.of(AT, Instant.EPOCH)) {
            commands.clear();
            store.entries().append(List.of(message(at))).await(5, SECONDS);
            List<?> documents =
                    (List<?>) commands.of("insert", "entries").get(0).get("documents");
            assertThat(((Document) documents.get(0)).get("at")).isEqualTo(at);
        }
        assertThat(store.entries().get(ROOM, List.of(2L)).await(5, SECONDS)).containsExactly(message(AT));
    }

    @Test
    void roomsOfAUserHaveDates() throws Exception {
        store.userRooms()
                .applyRoomChanges(List.of(new UserRoomChange(ANN, ROOM, 1, AT, true)))
                .await(5, SECONDS);

        Document update =
                (Document) ((List<?>) commands.of("update", "userRooms").get(0).get("updates")).get(0);
        assertThat(((Document) ((Document) update.get("u")).get("$set")).values())
                .extracting(change -> ((Document) change).get("at"))
                .containsExactly(AT);
    }

    @Test
    void millisecondsOfOlderVersionsAreRead(Vertx vertx) throws Exception {
        MongoClient raw = MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", config.connectionString())
                        .put("db_name", config.databaseName()));
        raw.insert("entries", EntryDocument.write(message(AT)).put("at", AT.toEpochMilli()))
                .await(5, SECONDS);
        JsonObject rooms = new JsonObject().put(ROOM.value() + ":3", AT.toEpochMilli());
        raw.insert("userRooms", new JsonObject().put("_id", ANN.value()).put("rooms", rooms))
                .await(5, SECONDS);
        raw.close().await(5, SECONDS);

        assertThat(store.entries().get(ROOM, List.of(2L)).await(5, SECONDS)).containsExactly(message(AT));
        assertThat(store.entries().getHeaders(ROOM, List.of(2L)).await(5, SECONDS))
                .containsExactly(new EntryHeader(2, 1, AT, new MessageCount(1, 2)));
        assertThat(roomsOf(store.userRooms(), "ann").await(5, SECONDS)).containsExactly(ROOM);
    }
}
