// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.upgrade;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.store.mongo.MongoStore;
import dev.hubbub.persistence.store.sqlite.SqliteStore;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import dev.hubbub.testkit.mongo.MongoTestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(VertxExtension.class)
class StoreUpgradeTest {
    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678Z");
    private static final RoomId OTHER = new RoomId("other");
    private static final RecordKey NOTE = new RecordKey("ann", "note", "1");
    private static final RecordKey READ = new RecordKey("ann", "read", ROOM.value());
    private static final int MESSAGES = 250;
    private static final RoomSnapshot SNAPSHOT = new RoomSnapshot(
            ROOM,
            new RoomDetails("Kitchen", Visibility.PUBLIC, RoomKind.GROUP),
            1,
            List.of(new Member(user("ann"), Role.OWNER, 1, null)),
            MESSAGES);

    @TempDir
    private Path directory;

    private Path old;
    private PersistenceConfig config;

    @BeforeEach
    void makeOldStore(Vertx vertx) throws Exception {
        old = directory.resolve("store.mv");
        config = PersistenceConfig.inMemory().storedIn(directory.toString());
        try (MongoTestServer server = MongoTestServer.asBeforeSqlite(directory)) {
            Store store = MongoStore.open(vertx, config.storedAt(server.connectionString()))
                    .await(20, SECONDS);
            store.entries().append(entries(ROOM, MESSAGES)).await(20, SECONDS);
            store.entries().append(entries(OTHER, 3)).await(20, SECONDS);
            store.rooms().save(SNAPSHOT).await(5, SECONDS);
            store.rooms().raiseHeads(Map.of(OTHER, 3L)).await(5, SECONDS);
            UserRoomChange joined = new UserRoomChange(user("ann"), ROOM, 1, AT, true);
            UserRoomChange left = new UserRoomChange(user("ann"), OTHER, 3, Instant.now(), false);
            store.userRooms().applyRoomChanges(List.of(joined, left)).await(5, SECONDS);
            store.records().put(new Put(NOTE, 0L, Map.of("text", "milk"))).await(5, SECONDS);
            store.records().put(new Put(NOTE, 1L, Map.of("text", "bread"))).await(5, SECONDS);
            store.records().raise(new Raise(READ, 7, Map.of("seq", 7))).await(5, SECONDS);
            store.close().await(5, SECONDS);
        }
    }

    private static List<StoredEntry> entries(RoomId room, int count) {
        List<StoredEntry> entries = new ArrayList<>();
        entries.add(stored(TestRequests.newRoom(room, "ann"), EntryHeader.NONE));
        for (int i = 2; i < count; i++) {
            entries.add(stored(TestRequests.say(room, "ann", "c" + i, 1), last(entries)));
        }
        entries.add(stored(TestRequests.join(room, "dan", 1), last(entries)));
        return entries;
    }

    private static EntryHeader last(List<StoredEntry> entries) {
        return entries.get(entries.size() - 1).header();
    }

    private static StoredEntry stored(Append request, EntryHeader head) {
        StoredEntry next = TestEntries.next(request, head, AT);
        String key = next.entry().clientId() == null ? "m:" + next.seq() : next.key(); // not random
        return new StoredEntry(next.entry(), key, next.membership(), next.previous(), next.count());
    }

    private void upgrade(Vertx vertx) throws Exception {
        StoreUpgrade.run(vertx, config).await(30, SECONDS);
    }

    @Test
    void everythingIsInTheNewStoreAndTheOldFileIsSetAside(Vertx vertx) throws Exception {
        upgrade(vertx);

        Store store = SqliteStore.open(vertx, config).await(20, SECONDS);
        assertThat(history(store, ROOM, MESSAGES)).isEqualTo(entries(ROOM, MESSAGES));
        assertThat(history(store, OTHER, 3)).isEqualTo(entries(OTHER, 3));
        assertThat(store.rooms().find(ROOM).await(5, SECONDS)).isEqualTo(SNAPSHOT);
        assertThat(store.rooms().find(OTHER).await(5, SECONDS)).isEqualTo(RoomSnapshot.headOnly(OTHER, 3));
        assertThat(store.userRooms()
                        .rooms(new RoomsOf(user("ann"), 10))
                        .await(5, SECONDS)
                        .rooms())
                .containsExactly(ROOM);
        assertThat(store.records().get(List.of(NOTE, READ)).await(5, SECONDS))
                .containsExactlyInAnyOrder(
                        new StoredRecord(NOTE, 1, 0, Map.of("text", "bread")),
                        new StoredRecord(READ, 1, 7, Map.of("seq", 7)));
        store.close().await(5, SECONDS);
        assertThat(old).doesNotExist();
        assertThat(directory.resolve("store.mv.copied")).exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("store.mv.copied"))))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("store.copy")).doesNotExist();
    }

    private static List<StoredEntry> history(Store store, RoomId room, int count) throws Exception {
        List<StoredEntry> all = new ArrayList<>();
        for (long from = 1; from <= count + 1; from += 100) {
            List<Long> seqs = LongStream.range(from, from + 100).boxed().toList();
            all.addAll(store.entries().get(room, seqs).await(5, SECONDS));
        }
        return all;
    }

    @Test
    void storeThatIsThereIsNotReplaced(Vertx vertx) throws Exception {
        SqliteStore.open(vertx, config).await(20, SECONDS).close().await(5, SECONDS);
        byte[] before = Files.readAllBytes(directory.resolve("hubbub.db"));
        upgrade(vertx);
        assertThat(directory.resolve("hubbub.db")).hasBinaryContent(before);
        assertThat(old).exists();
    }

    @Test
    void copyThatWasInterruptedIsMadeAgain(Vertx vertx) throws Exception {
        Path copy = Files.createDirectory(directory.resolve("store.copy"));
        Files.writeString(copy.resolve("hubbub.db"), "half of it");
        upgrade(vertx);
        assertThat(directory.resolve("hubbub.db")).exists();
        assertThat(copy).doesNotExist();
    }

    @Test
    void damagedFileIsRefusedAndStays(Vertx vertx) throws Exception {
        try (FileChannel channel = FileChannel.open(old, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        refused(vertx, "cannot be copied to hubbub.db: ");
    }

    @Test
    void fileWithoutItsNewestPartIsRefusedAndStays(Vertx vertx) throws Exception {
        Files.writeString(directory.resolve("store.mark"), "999999\n");
        refused(vertx, "its newest part is missing (version ");
    }

    @Test
    void fileOfAnotherFormatIsRefusedAndStays(Vertx vertx) throws Exception {
        try (MVStore store = MVStore.open(old.toString())) {
            store.<String, String>openMap("about").put("format", "999");
        }
        refused(vertx, "format 999");
    }

    @Test
    void fileThatAnotherProgramHasOpenIsRefused(Vertx vertx) {
        try (MVStore store = MVStore.open(old.toString())) {
            assertThat(store.isClosed()).isFalse();
            assertThatThrownBy(() -> upgrade(vertx))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("which is not running");
        }
        assertThat(directory.resolve("hubbub.db")).doesNotExist();
    }

    private void refused(Vertx vertx, String reason) throws IOException {
        byte[] before = Files.readAllBytes(old);
        assertThatThrownBy(() -> upgrade(vertx))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(old + ": cannot be copied to hubbub.db: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("\n");
        assertThat(old).hasBinaryContent(before);
        assertThat(directory.resolve("hubbub.db")).doesNotExist();
        assertThat(directory.resolve("store.copy")).doesNotExist();
    }

    @Test
    void copyThatDiffersIsNoticed() throws Exception {
        Store other = MemoryStore.create();
        other.entries().append(entries(ROOM, MESSAGES - 1)).await(5, SECONDS);
        other.entries().append(entries(OTHER, 3)).await(5, SECONDS);
        try (OldStoreFile from = OldStoreFile.open(directory, config.databaseName())) {
            assertThatThrownBy(() -> new StoreCopy(from, other).verify())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("room " + ROOM + ", or one of the next: not as it was");
        }
    }
}
