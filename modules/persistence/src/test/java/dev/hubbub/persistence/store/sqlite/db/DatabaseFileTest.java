// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings hold on every connection; SQLite keeps only the journal mode in the file. */
final class DatabaseFileTest {
    private static final int BUSY_MILLIS = 1_234;

    private final TestDirectory directory = new TestDirectory();

    @AfterEach
    void delete() {
        directory.close();
    }

    @ParameterizedTest
    @CsvSource({"PROCESS, 1", "POWER, 2"})
    void durabilityHoldsOnEveryConnection(Durability durability, long synchronous) throws Exception {
        DatabaseFile file = new DatabaseFile(directory.path(), durability, BUSY_MILLIS);
        try (SqliteConnection first = file.openForWriting();
                SqliteConnection second = file.openForWriting();
                SqliteConnection reader = file.openForReading()) {
            for (SqliteConnection connection : List.of(first, second, reader)) {
                assertThat(text(connection, "journal_mode")).isEqualTo("wal");
                assertThat(connection.number("PRAGMA synchronous")).isEqualTo(synchronous);
                assertThat(connection.number("PRAGMA fullfsync")).isEqualTo(synchronous - 1);
                assertThat(connection.number("PRAGMA busy_timeout")).isEqualTo(BUSY_MILLIS);
                assertThat(connection.number("PRAGMA temp_store")).isEqualTo(2);
            }
            assertThat(reader.number("PRAGMA query_only")).isEqualTo(1);
        }
    }

    private static String text(SqliteConnection connection, String pragma) throws SQLException {
        return connection.list("PRAGMA " + pragma, row -> row.getString(1)).get(0);
    }
}
