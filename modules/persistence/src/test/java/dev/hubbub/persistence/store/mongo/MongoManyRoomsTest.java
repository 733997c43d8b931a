// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.testing.TestChanges;
import dev.hubbub.persistence.writer.TestWriter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How many commands many requests at a time take. */
@ExtendWith(VertxExtension.class)
final class MongoManyRoomsTest {
    private static final List<RoomId> ROOMS =
            IntStream.range(0, 50).mapToObj(n -> new RoomId("room-" + n)).toList();

    private final RecordedCommands commands = new RecordedCommands();
    private final EmbeddedMongo mongo = new EmbeddedMongo(commands);
    private Store store;
    private TestWriter writer;

    @BeforeEach
    void open(Vertx vertx) throws Exception {
        store = mongo.open(vertx);
        writer = new TestWriter(vertx, store);
        Future.all(ROOMS.stream().map(room -> writer.append(newRoom(room))).toList())
                .await(10, SECONDS);
        commands.clear();
    }

    @AfterEach
    void close() throws Exception {
        store.close().await(5, SECONDS);
        mongo.close();
    }

    private List<MessageLog.Room> describeAll(TestWriter asked) throws Exception {
        List<Future<MessageLog.Room>> all = asked.on(() -> Future.succeededFuture(ROOMS.stream()
                        .map(room -> asked.describeNow(describe(room)))
                        .toList()))
                .await(5, SECONDS);
        Future.all(all).await(10, SECONDS);
        return all.stream().map(Future::result).toList();
    }

    private int finds(String collection) {
        return commands.of("find", collection).size();
    }

    @Test
    void fiftyRoomsInMemoryTakeThreeFinds() throws Exception {
        assertThat(describeAll(writer))
                .extracting(MessageLog.Room::head)
                .hasSize(50)
                .containsOnly(1L);

        assertThat(finds("entries")).isLessThanOrEqualTo(3);
        assertThat(finds("rooms")).isZero();
    }

    @Test
    void fiftyRoomsThatAreNotInMemoryTakeFewFinds(Vertx vertx) throws Exception {
        TestWriter other = new TestWriter(vertx, store);

        assertThat(describeAll(other)).extracting(MessageLog.Room::room).containsExactlyElementsOf(ROOMS);

        assertThat(finds("rooms")).isLessThanOrEqualTo(3);
        assertThat(finds("entries")).isLessThanOrEqualTo(12);
    }

    @Test
    void eachRoomIsDescribedWithItsOwnHead() throws Exception {
        writer.append(say(ROOMS.get(7), "ann", "c1", 1)).await(5, SECONDS);

        assertThat(describeAll(writer)).extracting(MessageLog.Room::head).satisfies(heads -> {
            assertThat(heads.get(7)).isEqualTo(2L);
            assertThat(heads.get(8)).isEqualTo(1L);
        });
    }

    @Test
    void fiftyReactionsOfARoomTakeFewWrites() throws Exception {
        RoomId room = ROOMS.get(0);
        appendAll(n -> say(room, "ann", "c" + n, 1));
        commands.clear();
        TestChanges changes = new TestChanges(room);

        appendAll(n -> changes.react("ann", 2 + n, "+1", true));

        List<RecordKey> counts = IntStream.range(0, 50)
                .mapToObj(n -> Overlays.of(Overlays.OVERLAY, room, 2 + n))
                .toList();
        assertThat(store.records().get(counts).await(5, SECONDS)).hasSize(50);
        int writes = commands.of("insert", "records").size()
                + commands.of("update", "records").size();
        assertThat(writes).isBetween(2, 20); // for 100 records, in the batches in which the entries were stored
        assertThat(finds("records")).isLessThanOrEqualTo(10);
    }

    private void appendAll(IntFunction<MessageLog.Append> request) throws Exception {
        List<Future<MessageLog.Appended>> all = writer.on(() -> Future.succeededFuture(IntStream.range(0, 50)
                        .mapToObj(request)
                        .map(writer::appendNow)
                        .toList()))
                .await(5, SECONDS);
        Future.all(all).await(10, SECONDS);
    }

    @Test
    void roomsOfManyUsersTakeFewFinds() throws Exception {
        List<UserRoomChange> changes = IntStream.range(0, 50)
                .mapToObj(n -> new UserRoomChange(user("u" + n), ROOMS.get(n), 1, Instant.EPOCH, true))
                .toList();
        store.userRooms().applyRoomChanges(changes).await(5, SECONDS);
        commands.clear();

        List<Future<List<RoomId>>> found = writer.on(() -> Future.succeededFuture(IntStream.range(0, 51)
                        .mapToObj(n -> roomsOf(store.userRooms(), "u" + n))
                        .toList()))
                .await(5, SECONDS);
        Future.all(found).await(5, SECONDS);

        assertThat(found.get(20).result()).containsExactly(ROOMS.get(20));
        assertThat(found.get(50).result()).isEmpty();
        assertThat(finds("userRooms")).isLessThanOrEqualTo(3);
    }
}
