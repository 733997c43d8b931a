// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import dev.hubbub.contract.messages.MessageLog.Read;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.persistence.read.HistoryReader;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many documents each query asks the server for. */
@ExtendWith(VertxExtension.class)
final class MongoBatchSizeTest {
    private static final List<String> COLLECTIONS = List.of("entries", "rooms", "userRooms", "records");

    private final RecordedCommands commands = new RecordedCommands();
    private final EmbeddedMongo mongo = new EmbeddedMongo(commands);
    private Store store;

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        store = mongo.open(vertx);
    }

    @AfterEach
    void close() throws Exception {
        store.close().await(5, SECONDS);
        mongo.close();
    }

    private List<Document> finds() {
        return COLLECTIONS.stream().flatMap(this::finds).toList();
    }

    private Stream<Document> finds(String collection) {
        return commands.of("find", collection).stream();
    }

    @Test
    void everyQueryHasALimitAndABatchOfThatSize(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM, "bob")).await(5, SECONDS);
        writer.append(say(ROOM, "bob", "c", 1)).await(5, SECONDS);
        writer.append(say(ROOM, "bob", "c", 1)).await(5, SECONDS); // found by its key
        new TestWriter(vertx, store).describe(describe(ROOM)).await(5, SECONDS);
        new HistoryReader(store, 10_000).read(new Read(ROOM, 3, 50, false)).await(5, SECONDS);
        roomsOf(store.userRooms(), "bob").await(5, SECONDS);
        store.rooms().floor(ROOM).await(5, SECONDS);
        store.records().get(List.of(new RecordKey("tea", "note", "a"))).await(5, SECONDS);
        store.records().list(new ListOf("tea", "note", null, 7)).await(5, SECONDS);
        new TestWriter(vertx, store).append(TestRequests.join(ROOM, "zoe", 1)).await(5, SECONDS);

        assertThat(COLLECTIONS)
                .allSatisfy(collection -> assertThat(finds(collection)).isNotEmpty());
        assertThat(finds()).allSatisfy(find -> {
            int limit = (int) find.get("limit");
            assertThat(limit).isBetween(1, 4_000);
            assertThat((int) find.get("batchSize")).isEqualTo(limit + 1);
        });
        assertThat(commands.of("getMore", "entries")).isEmpty();
    }

    @Test
    void manyRecordsAreAskedForInParts() throws Exception {
        List<RecordKey> keys = IntStream.range(0, 2_000)
                .mapToObj(i -> new RecordKey("tea", "cursor", "user-" + i))
                .toList();
        store.records().get(keys).await(5, SECONDS);

        assertThat(finds("records"))
                .extracting(find -> find.get("limit"))
                .hasSize(8)
                .containsOnly(250);
    }
}
