// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.TestDirectory;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;

/** On the embedded store. */
final class SqliteFloorTest extends FloorContract {
    private final TestDirectory directory = new TestDirectory();

    @Override
    Store open(Vertx vertx) throws Exception {
        return directory.open(vertx);
    }

    @Override
    void delete(long first) throws Exception {
        String file = directory.path().resolve("hubbub.db").toUri().toString();
        try (Connection raw = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = raw.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("DELETE FROM entries WHERE seq < " + first);
        }
    }

    @AfterEach
    void deleteDirectory() {
        directory.close();
    }
}
