// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as rows. Each write is one statement, which compares and changes. */
final class SqliteRecordStore implements RecordStore {
    private static final String COLUMNS = "SELECT r.scope, r.kind, r.key, r.version, r.rank, r.value FROM ";
    private static final String GET = COLUMNS + "json_each(?) k CROSS JOIN records r"
            + " ON r.scope = k.value ->> 0 AND r.kind = k.value ->> 1 AND r.key = k.value ->> 2";
    private static final String LIST =
            COLUMNS + "records r WHERE r.scope = ? AND r.kind = ? AND r.key > ? ORDER BY r.key LIMIT ?";
    private static final String INSERT =
            "INSERT INTO records (scope, kind, key, version, rank, value) VALUES (?, ?, ?, 1, ?, ?)"
                    + " ON CONFLICT (scope, kind, key) DO ";
    private static final String ADD = INSERT + "NOTHING";
    private static final String PUT = INSERT + "UPDATE SET version = version + 1, value = excluded.value";
    private static final String RAISE = INSERT + "UPDATE SET version = version + 1, rank = excluded.rank,"
            + " value = excluded.value WHERE excluded.rank > rank";
    private static final String REPLACE = "UPDATE records SET version = version + 1, value = ?"
            + " WHERE scope = ? AND kind = ? AND key = ? AND version = ?";
    private static final String DELETE = "DELETE FROM records WHERE scope = ? AND kind = ? AND key = ?";
    private static final String DELETE_VERSION = DELETE + " AND version = ?";

    private final SqliteDatabase database;

    SqliteRecordStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Future<List<StoredRecord>> get(Collection<RecordKey> keys) {
        JsonArray named = new JsonArray();
        keys.stream()
                .distinct()
                .forEach(key -> named.add(
                        new JsonArray().add(key.scope()).add(key.kind()).add(key.key())));
        return named.isEmpty()
                ? Future.succeededFuture(List.of())
                : database.read(connection -> connection.list(GET, SqliteRecordStore::read, named.encode()));
    }

    @Override
    public Future<List<StoredRecord>> list(ListOf request) {
        String after = request.after() == null ? "" : request.after();
        return database.read(connection -> connection.list(
                LIST, SqliteRecordStore::read, request.scope(), request.kind(), after, request.limit()));
    }

    @Override
    public Future<Boolean> put(Put request) {
        RecordKey key = request.key();
        Long version = request.version();
        String value = encode(request.value());
        if (version == null || version == 0) {
            return write(value, version == null ? PUT : ADD, key.scope(), key.kind(), key.key(), 0, value);
        }
        return write(value, REPLACE, value, key.scope(), key.kind(), key.key(), version);
    }

    @Override
    public Future<Boolean> raise(Raise request) {
        RecordKey key = request.key();
        String value = encode(request.value());
        return write(value, RAISE, key.scope(), key.kind(), key.key(), request.rank(), value);
    }

    @Override
    public Future<Boolean> delete(Delete request) {
        RecordKey key = request.key();
        return request.version() == null
                ? write("", DELETE, key.scope(), key.kind(), key.key()).map(true)
                : write("", DELETE_VERSION, key.scope(), key.kind(), key.key(), request.version());
    }

    /** Completes with whether the statement changed the record. */
    private Future<Boolean> write(String value, String sql, @Nullable Object... values) {
        return database.write(value.length(), connection -> connection.update(sql, values) > 0);
    }

    private static String encode(Map<String, Object> value) {
        return new JsonObject(value).encode();
    }

    private static StoredRecord read(ResultSet row) throws SQLException {
        RecordKey key = new RecordKey(row.getString(1), row.getString(2), row.getString(3));
        Map<String, Object> value = new JsonObject(row.getString(6)).getMap();
        return new StoredRecord(key, row.getLong(4), row.getLong(5), value);
    }
}
