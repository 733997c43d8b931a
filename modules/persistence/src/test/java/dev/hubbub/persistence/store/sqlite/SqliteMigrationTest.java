// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static dev.hubbub.persistence.testing.TestRequests.user;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.StoredMember;
import dev.hubbub.persistence.store.UserRoom;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A file as the first hubs wrote it is completed when it is opened. */
@ExtendWith(VertxExtension.class)
final class SqliteMigrationTest {
    private static final RoomId HALL = new RoomId("hall");
    private static final RoomId DEN = new RoomId("den");

    /** Format 1, with two rooms. */
    private static final List<String> FIRST_FORMAT = List.of(
            "CREATE TABLE rooms (id INTEGER PRIMARY KEY, room TEXT NOT NULL UNIQUE, head INTEGER NOT NULL DEFAULT 0) STRICT",
            """
            CREATE TABLE entries (
                id INTEGER PRIMARY KEY,
                room INTEGER AS (id >> 36) VIRTUAL,
                seq INTEGER AS (id & 68719476735) VIRTUAL,
                sender TEXT NOT NULL, key TEXT NOT NULL, event TEXT NOT NULL, at INTEGER NOT NULL,
                membership INTEGER NOT NULL, previous INTEGER NOT NULL, fields TEXT NOT NULL) STRICT""",
            """
            CREATE TABLE snapshots (
                room INTEGER PRIMARY KEY, name TEXT NOT NULL, visibility TEXT NOT NULL, kind TEXT NOT NULL,
                membership INTEGER NOT NULL, members TEXT NOT NULL) STRICT""",
            """
            CREATE TABLE user_rooms (
                user TEXT NOT NULL, room TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,
                member INTEGER NOT NULL, PRIMARY KEY (user, room)) STRICT, WITHOUT ROWID""",
            "CREATE INDEX rooms_left ON user_rooms (user, at) WHERE member = 0",
            """
            CREATE TABLE records (
                scope TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, version INTEGER NOT NULL,
                rank INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (scope, kind, key)) STRICT, WITHOUT ROWID""",
            "INSERT INTO rooms (id, room, head) VALUES (1, 'hall', 4), (2, 'den', 2)",
            """
            INSERT INTO entries VALUES
                ((1 << 36) | 1, 'ann', 'm:1', 'polled', 7, 0, 0, '{}'),
                ((1 << 36) | 2, 'ann', 'c:2', 'message', 7, 0, 0, '{"text":"a"}'),
                ((1 << 36) | 3, 'ann', 'm:3', 'polled', 7, 0, 0, '{"counts":true}'),
                ((1 << 36) | 4, 'ann', 'm:4', 'polled', 7, 0, 0, '{"counts":1}'),
                ((2 << 36) | 1, 'bob', 'm:1', 'polled', 7, 0, 0, '{}'),
                ((2 << 36) | 2, 'bob', 'c:2', 'message', 7, 0, 0, '{"text":"b"}')""",
            """
            INSERT INTO snapshots VALUES
                (1, 'Hall', 'public', 'group', 4, '[{"user":"ann","role":"owner","since":1},{"user":"bob","role":"member","since":3}]')""",
            "INSERT INTO user_rooms VALUES ('ann', 'hall', 4, 7, 1), ('ann', 'den', 2, 7, 1), ('bob', 'hall', 3, 7, 1)",
            "INSERT INTO records VALUES ('ann', 'note', '-', 3, 2, '{\"text\":\"tea\"}')",
            "PRAGMA application_id = " + 0x48554242,
            "PRAGMA user_version = 1");

    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    private String address() {
        return "jdbc:sqlite:" + directory.path().resolve("hubbub.db").toUri();
    }

    private static List<MessageCount> counts(Store store, RoomId room) throws Exception {
        return store.entries().get(room, List.of(1L, 2L, 3L, 4L, 5L)).await(5, SECONDS).stream()
                .map(StoredEntry::count)
                .toList();
    }

    private void makeFirstFormat() throws Exception {
        try (Connection raw = DriverManager.getConnection(address())) {
            for (String statement : FIRST_FORMAT) {
                raw.createStatement().execute(statement);
            }
        }
    }

    @Test
    void membersBesideTheLogAreKeptInAFileOfTheFirstFormatToo(Vertx vertx) throws Exception {
        makeFirstFormat();
        StoredMember bob = StoredMember.none(user("bob")).next(Role.MEMBER, 1, null, 0);

        Store store = directory.open(vertx);
        assertThat(store.members().put(HALL, bob).await(5, SECONDS)).isTrue();
        store.close().await(5, SECONDS);

        Store again = directory.open(vertx);
        assertThat(again.members().get(HALL, List.of(user("bob"))).await(5, SECONDS))
                .containsExactly(bob);
        again.close().await(5, SECONDS);
    }

    @Test
    void messagesOfTheFirstFormatAreCountedAndMembersGetTheirRoles(Vertx vertx) throws Exception {
        makeFirstFormat();

        for (int start = 0; start < 2; start++) {
            Store store = directory.open(vertx);
            assertThat(counts(store, HALL))
                    .containsExactly(
                            MessageCount.NONE, new MessageCount(1, 2), new MessageCount(2, 3), new MessageCount(2, 3));
            assertThat(counts(store, DEN)).containsExactly(MessageCount.NONE, new MessageCount(1, 2));
            assertThat(store.userRooms()
                            .memberships(user("ann"), List.of(HALL, DEN))
                            .await(5, SECONDS))
                    .isEqualTo(Map.of(HALL, new UserRoom(Role.OWNER, 1), DEN, new UserRoom(Role.MEMBER, 2)));
            assertThat(store.rooms().summaries(List.of(HALL, DEN)).await(5, SECONDS))
                    .extractingByKeys(HALL)
                    .extracting(RoomSummary::size)
                    .containsExactly(2);
            store.close().await(5, SECONDS);
        }
        try (Connection raw = DriverManager.getConnection(address());
                ResultSet format = raw.createStatement().executeQuery("PRAGMA user_version")) {
            assertThat(format.getInt(1)).isEqualTo(4);
        }
    }

    /** In a table without rowids a search for one record reads the large values that it passes. */
    private boolean areRecordsBesideTheirKeys() throws Exception {
        try (Connection raw = DriverManager.getConnection(address());
                ResultSet table =
                        raw.createStatement().executeQuery("SELECT wr FROM pragma_table_list WHERE name = 'records'")) {
            return table.getInt(1) == 0;
        }
    }

    @Test
    void recordsAreMovedOutOfTheIndexOfTheirKeys(Vertx vertx) throws Exception {
        makeFirstFormat();
        assertThat(areRecordsBesideTheirKeys()).isFalse();
        RecordKey key = new RecordKey("ann", "note", RecordKey.ONE);

        for (int start = 0; start < 2; start++) {
            Store store = directory.open(vertx);
            assertThat(store.records().get(List.of(key)).await(5, SECONDS))
                    .containsExactly(new StoredRecord(key, 3, 2, Map.of("text", "tea")));
            store.close().await(5, SECONDS);
            assertThat(areRecordsBesideTheirKeys()).isTrue();
        }
    }

    @Test
    void recordsOfANewFileAreBesideTheirKeys(Vertx vertx) throws Exception {
        directory.open(vertx).close().await(5, SECONDS);
        assertThat(areRecordsBesideTheirKeys()).isTrue();
    }
}
