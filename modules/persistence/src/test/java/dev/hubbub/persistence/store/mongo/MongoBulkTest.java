// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import de.bwaldvogel.mongo.bson.Document;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.messages.MessageLog.Known;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.writer.TestEntries;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes over the wire for a batch, and what a refused entry does to the others. */
@ExtendWith(VertxExtension.class)
final class MongoBulkTest {
    private static final RoomId OTHER = new RoomId("other");

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

    private static StoredEntry message(RoomId room, long seq, String text) {
        EntryHeader head = new EntryHeader(seq - 1, 0, Instant.EPOCH);
        return TestEntries.next(say(room, "ann", "c" + seq, text, 0), head, Instant.EPOCH);
    }

    private static List<StoredEntry> messages(RoomId room, String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> message(room, i + 1, texts[i]))
                .toList();
    }

    private static List<StoredEntry> concat(List<StoredEntry> one, List<StoredEntry> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    private List<Outcome.Kind> append(List<StoredEntry> entries) throws Exception {
        AppendResult result = store.entries().append(entries).await(10, SECONDS);
        return result.outcomes().stream().map(Outcome::kind).toList();
    }

    private List<Document> inserts() {
        return commands.of("insert", "entries");
    }

    @Test
    void eachRoomHasAnOrderedBulkOfItsOwn() throws Exception {
        append(concat(messages(ROOM, "a", "b", "c"), messages(OTHER, "d", "e")));

        assertThat(inserts()).hasSize(2).allSatisfy(insert -> {
            assertThat(insert.get("ordered")).isEqualTo(true);
            assertThat(rooms(insert)).hasSize(1);
        });
    }

    @Test
    void roomsWithOneEntryShareABulkWithoutAnOrder() throws Exception {
        List<StoredEntry> entries = IntStream.range(0, 300)
                .mapToObj(n -> message(new RoomId("r" + n), 1, "a"))
                .toList();

        assertThat(append(entries)).hasSize(300).containsOnly(Outcome.Kind.STORED);

        assertThat(inserts()).hasSize(1).allSatisfy(insert -> {
            assertThat(insert.get("ordered")).isEqualTo(false);
            assertThat(rooms(insert)).hasSize(300);
        });
    }

    @Test
    void manyRoomsWithManyEntriesAreStored() throws Exception {
        List<StoredEntry> entries = IntStream.range(0, 60)
                .mapToObj(n -> message(new RoomId("r" + n % 20), n / 20 + 1, "a"))
                .toList();

        assertThat(append(entries)).hasSize(60).containsOnly(Outcome.Kind.STORED);

        assertThat(inserts()).hasSize(20);
    }

    private static List<Object> rooms(Document insert) {
        return ((List<?>) insert.get("documents"))
                .stream()
                        .map(document -> ((Document) document).get("room"))
                        .distinct()
                        .map(Object.class::cast)
                        .toList();
    }

    @Test
    void eachReadOfEntriesNamesTheRooms() throws Exception {
        append(messages(ROOM, "a", "b"));
        commands.clear();

        assertThat(store.entries().get(ROOM, List.of(1L, 2L)).await(5, SECONDS)).hasSize(2);
        store.entries().getHeaders(ROOM, List.of(1L)).await(5, SECONDS);
        store.entries().behind(List.of(new Known(ROOM, 1), new Known(OTHER, 1))).await(5, SECONDS);

        List<Document> finds = commands.of("find", "entries");
        assertThat(finds).hasSize(3).allSatisfy(find -> assertThat(filter(find)).containsKeys("_id", "room"));
        assertThat(filter(finds.get(0)).get("room")).isEqualTo(ROOM.value());
        assertThat(finds.get(0).get("limit")).isEqualTo(2);
    }

    private static Document filter(Document find) {
        return (Document) find.get("filter");
    }

    @Test
    void whatAValidatorRefusesLeavesItsNeighboursStored() throws Exception {
        List<Outcome.Kind> kinds =
                append(concat(messages(ROOM, "a", RecordedCommands.INVALID, "c"), messages(OTHER, "d", "e")));

        assertThat(kinds)
                .containsExactly(
                        Outcome.Kind.STORED,
                        Outcome.Kind.REFUSED,
                        Outcome.Kind.NOT_TRIED,
                        Outcome.Kind.STORED,
                        Outcome.Kind.STORED);
        assertThat(inserts()).as("the error has an index").hasSize(2);
    }

    @Test
    void whatAValidatorRefusesLeavesOtherRoomsStored() throws Exception {
        List<StoredEntry> entries = Stream.of("a", RecordedCommands.INVALID, "c")
                .map(text -> message(new RoomId("r-" + text), 1, text))
                .toList();

        assertThat(append(entries)).containsExactly(Outcome.Kind.STORED, Outcome.Kind.REFUSED, Outcome.Kind.STORED);
        assertThat(inserts()).hasSize(1);
    }

    @Test
    void bulkThatIsRefusedAsAWholeIsSentAgainInHalves() throws Exception {
        String[] texts =
                IntStream.range(0, 64).mapToObj(i -> i == 40 ? "\u0000" : "x").toArray(String[]::new);

        List<Outcome.Kind> kinds = append(messages(ROOM, texts));

        assertThat(kinds.subList(0, 40)).containsOnly(Outcome.Kind.STORED);
        assertThat(kinds.get(40)).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(kinds.subList(41, 64)).containsOnly(Outcome.Kind.NOT_TRIED);
        assertThat(inserts()).hasSizeLessThanOrEqualTo(13); // two for each halving, and the first
    }

    @Test
    void serverThatRefusesEverythingGetsFewCommands() throws Exception {
        commands.fill();
        List<StoredEntry> entries = IntStream.range(0, 300)
                .mapToObj(n -> message(new RoomId("r" + n), 1, "a"))
                .toList();

        assertThat(append(entries)).hasSize(300).containsOnly(Outcome.Kind.UNKNOWN);

        assertThat(inserts().size()).isLessThanOrEqualTo(EntryInserts.MAX_COMMANDS);
    }

    @Test
    void onlyTheSenderOfARefusedMessageIsToldSo(Vertx vertx) throws Exception {
        TestWriter writer = new TestWriter(vertx, store);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
        writer.append(newRoom(OTHER)).await(5, SECONDS);
        List<String> texts = List.of("a", RecordedCommands.INVALID, "b", "\u0000", "c");
        List<Future<Appended>> replies = writer.on(() -> Future.succeededFuture(IntStream.range(0, 5)
                        .mapToObj(i -> writer.appendNow(say(ROOM, "ann", "c" + i, texts.get(i), 1)))
                        .toList()))
                .await(5, SECONDS);
        Future<Appended> other = writer.append(say(OTHER, "ann", "c1", 1));

        assertRefused(
                ErrorCode.BAD_REQUEST,
                "entry: refused by the store with error 121 (expected: what its validator allows)",
                replies.get(1));
        assertRefused(
                ErrorCode.BAD_REQUEST,
                "entry: U+0000 in a text (expected: none, the store takes no such text)",
                replies.get(3));
        assertThat(List.of(0, 2, 4))
                .extracting(i -> replies.get(i).await(5, SECONDS).seq())
                .as("without a gap")
                .containsExactly(2L, 3L, 4L);
        assertThat(other.await(5, SECONDS).seq()).isEqualTo(2);
        assertThat(writer.published())
                .extracting(entry -> entry.room() + ":" + entry.seq())
                .contains(ROOM + ":4");
    }
}
