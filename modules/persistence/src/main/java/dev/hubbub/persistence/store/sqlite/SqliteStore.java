// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;

/** The ports on one SQLite file in this process. */
public final class SqliteStore {
    /** Fails with a StoreException, for the operator, when the file cannot be opened. */
    public static Future<Store> open(Vertx vertx, PersistenceConfig config) {
        Path directory = Path.of(Objects.requireNonNull(config.directory(), "persistence.directory"));
        return SqliteDatabase.open(vertx, directory, config).map(SqliteStore::of);
    }

    private static Store of(SqliteDatabase database) {
        return new Store(
                new SqliteEntryStore(database),
                new SqliteRoomStore(database),
                new SqliteUserRoomStore(database, InstantSource.system()),
                new SqliteMemberStore(database),
                new SqliteRecordStore(database),
                new SqliteSearchStore(database),
                database::calls,
                database::close);
    }

    private SqliteStore() {}
}
