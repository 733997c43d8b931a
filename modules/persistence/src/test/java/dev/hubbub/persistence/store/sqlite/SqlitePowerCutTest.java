// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The files as a power cut may leave them. The writes of SQLite are not ours to hold back, so the copies are taken from
 * a store between two writes; that each commit is forced to disk is a setting, see {@code DatabaseFileTest}.
 */
@ExtendWith(VertxExtension.class)
final class SqlitePowerCutTest {
    private static final RoomId ROOM = AppendingProgram.room(0);
    private static final String LOG = "hubbub.db-wal";
    private static final int ENTRIES = 40;
    private static final int CUTS = 30;

    private final TestDirectory before = new TestDirectory();
    private final Random random = new Random(7);

    @AfterEach
    void delete() {
        before.close();
    }

    private Store open(Vertx vertx) throws Exception {
        return SqliteStore.open(vertx, before.config().durable(Durability.POWER))
                .await(20, SECONDS);
    }

    private static void append(Store store, long seq) throws Exception {
        assertThat(store.entries()
                        .append(List.of(AppendingProgram.entry(ROOM, seq)))
                        .await(5, SECONDS)
                        .stored())
                .isEqualTo(1);
    }

    private void copyTo(TestDirectory after) throws Exception {
        for (String file : List.of(LOG, "hubbub.db")) { // what is copied into the file is still in the copied log
            Files.copy(before.path().resolve(file), after.path().resolve(file));
        }
    }

    private static List<StoredEntry> entriesAfter(Vertx vertx, TestDirectory after) throws Exception {
        Store store = after.open(vertx);
        List<StoredEntry> found = AckedEntries.read(store, ROOM, ENTRIES);
        store.close().await(5, SECONDS);
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + uri(after));
                ResultSet result = raw.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertThat(result.getString(1)).isEqualTo("ok");
        }
        return found;
    }

    private static String uri(TestDirectory directory) {
        return directory.path().resolve("hubbub.db").toUri().toString();
    }

    @Test
    void aCopyAtTheMomentOfAnAckHoldsEveryAckedEntry(Vertx vertx) throws Exception {
        Store store = open(vertx);
        for (int seq = 1; seq <= ENTRIES; seq++) {
            append(store, seq);
            if (seq % 10 == 0) {
                try (TestDirectory after = new TestDirectory()) {
                    copyTo(after);
                    assertThat(entriesAfter(vertx, after)).hasSize(seq);
                }
            }
        }
        store.close().await(5, SECONDS);
    }

    @Test
    void aLogThatEndsAnywhereHoldsThoseBefore(Vertx vertx) throws Exception {
        Store store = open(vertx);
        try (Connection reader = DriverManager.getConnection("jdbc:sqlite:" + uri(before))) {
            pin(reader);
            for (int seq = 1; seq <= ENTRIES; seq++) {
                append(store, seq);
            }
            long size = Files.size(before.path().resolve(LOG));
            assertThat(entriesAfterCut(vertx, size)).hasSize(ENTRIES);
            for (int cut = 0; cut < CUTS; cut++) {
                long end = random.nextLong(size);
                List<StoredEntry> found = entriesAfterCut(vertx, end);
                assertThat(found).as("cut at " + end).hasSizeLessThan(ENTRIES).isEqualTo(prefix(found.size()));
            }
        }
        store.close().await(5, SECONDS);
    }

    /**
     * Nothing is copied into the file while this reader sees it as it was: all is in the write-ahead log. That begins
     * empty, as what is in it now would be copied a second later, and a power cut takes nothing that was.
     */
    private static void pin(Connection reader) throws Exception {
        try (ResultSet copied = reader.createStatement().executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
            assertThat(copied.getInt(1)).as("busy").isZero();
        }
        reader.setAutoCommit(false);
        try (ResultSet rooms = reader.createStatement().executeQuery("SELECT count(*) FROM rooms")) {
            assertThat(rooms.getInt(1)).isZero();
        }
    }

    private List<StoredEntry> entriesAfterCut(Vertx vertx, long end) throws Exception {
        try (TestDirectory after = new TestDirectory()) {
            copyTo(after);
            try (FileChannel log = FileChannel.open(after.path().resolve(LOG), StandardOpenOption.WRITE)) {
                log.truncate(end);
            }
            return entriesAfter(vertx, after);
        }
    }

    @Test
    void aQuietStoreIsInItsFileSoonAfter(Vertx vertx) throws Exception {
        Store store = SqliteStore.open(vertx, before.config()).await(20, SECONDS);
        append(store, 1);

        await().until(() -> {
            try (TestDirectory after = new TestDirectory()) {
                copyTo(after);
                Files.delete(after.path().resolve(LOG));
                return entriesAfter(vertx, after).size() == 1;
            }
        });
        store.close().await(5, SECONDS);
    }

    private static List<StoredEntry> prefix(int size) {
        return LongStream.rangeClosed(1, size)
                .mapToObj(seq -> AppendingProgram.entry(ROOM, seq))
                .toList();
    }
}
