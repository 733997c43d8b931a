// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.bwaldvogel.mongo.bson.Document;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a server is told about the keys of entries. */
@ExtendWith(VertxExtension.class)
final class MongoKeysTest {
    private static final Document RECENT = new Document("key", new Document("$lt", "x"));

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

    @SuppressWarnings("unchecked") // what a driver sends
    private static Document index(Document command) {
        return ((List<Document>) command.get("indexes")).get(0);
    }

    @Test
    void indexesHoldWhatIsNotForgottenAndWhatIsAReply() {
        List<Document> indexes = commands.of("createIndexes", "entries").stream()
                .map(MongoKeysTest::index)
                .toList();

        assertThat(indexes)
                .extracting(index -> index.get("name"), index -> index.get("unique"))
                .containsExactly(tuple("recentKeys", true), tuple("recentTimes", null), tuple("replies", null));
        assertThat(indexes)
                .extracting(index -> index.get("partialFilterExpression"))
                .containsExactly(RECENT, RECENT, new Document("thread", new Document("$exists", true)));
    }

    @Test
    void twoHundredKeysAreForgottenInTwoCommands(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM, "bob")).await(5, SECONDS);
        List<Future<?>> all = writer.on(() -> Future.succeededFuture(IntStream.range(0, 250)
                        .<Future<?>>mapToObj(i -> writer.appendNow(say(ROOM, "bob", "c" + i, 1)))
                        .toList()))
                .await(5, SECONDS);
        Future.all(all).await(10, SECONDS);
        commands.clear();

        assertThat(store.entries()
                        .forgetKeys(Instant.parse("2999-01-01T00:00:00Z"))
                        .await(5, SECONDS))
                .isEqualTo(200);

        assertThat(commands.of("find", "entries")).singleElement().satisfies(find -> assertThat(find.get("sort"))
                .isEqualTo(new Document("at", 1)));
        assertThat(commands.of("update", "entries")).hasSize(1);
    }
}
