// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.Effects;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.MessageCount;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.sqlite.db.Schema;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a row. All fields of its kind are one JSON text, so that those of an unknown kind come back as they were,
 * and text of users is never a name. The clientId is in the key.
 */
final class EntryRow {
    /** What {@link #read} reads, of entries that are called {@code e}. */
    static final String COLUMNS =
            "e.seq, e.sender, e.key, e.event, e.at, e.membership, e.previous, e.fields, e.messages,"
                    + " e.last_message, e.effects, e.previous_effect, e.hash";

    /** How many these are. */
    static final int COLUMN_COUNT = 13;

    /** What {@link #readHeader} reads. */
    static final String HEADER_COLUMNS = "e.seq, e.membership, e.at, e.messages, e.last_message, e.effects";

    /** How many these are. */
    static final int HEADER_COLUMN_COUNT = 6;

    private static final String CLIENT_KEY = "c:";

    private static final String INSERT = "INSERT OR IGNORE INTO entries"
            + " (id, sender, key, event, at, membership, previous, messages, last_message, effects, previous_effect,"
            + " thread, fields) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ERASE = "UPDATE entries SET fields = ?, hash = ? WHERE id = ?";

    /** Returns whether it was stored, that is neither its number nor its key was taken. */
    static boolean insert(SqliteConnection connection, RoomIds rooms, StoredEntry stored) throws SQLException {
        Entry entry = stored.entry();
        int written = connection.update(
                INSERT,
                RoomIds.entryId(rooms.of(entry.room()), entry.seq()),
                entry.sender().value(),
                stored.key(),
                entry.event(),
                stored.at().toEpochMilli(),
                stored.membership(),
                stored.previous(),
                stored.count().messages(),
                stored.count().last(),
                stored.effects().newest(),
                stored.effects().previous(),
                stored.thread() == 0 ? null : stored.thread(),
                new JsonObject(entry.fields()).encode());
        return written == 1;
    }

    /** Replaces the fields of an entry that is stored. */
    static void erase(SqliteConnection connection, RoomIds rooms, StoredEntry erased) throws SQLException {
        connection.update(
                ERASE,
                new JsonObject(erased.entry().fields()).encode(),
                erased.hash(),
                RoomIds.entryId(rooms.of(erased.room()), erased.seq()));
    }

    static StoredEntry read(RoomId room, ResultSet row) throws SQLException {
        String stored = row.getString(3);
        String key = stored.startsWith(Schema.FORGOTTEN) ? stored.substring(Schema.FORGOTTEN.length()) : stored;
        Entry entry = new Entry(
                row.getString(4),
                room,
                row.getLong(1),
                new UserId(row.getString(2)),
                clientId(key),
                Instant.ofEpochMilli(row.getLong(5)),
                null,
                new JsonObject(row.getString(8)).getMap());
        Effects effects = new Effects(row.getLong(11), row.getLong(12));
        return new StoredEntry(entry, key, row.getLong(6), row.getLong(7), count(row, 9), effects, row.getString(13));
    }

    private static @Nullable ClientId clientId(String key) {
        return key.startsWith(CLIENT_KEY) ? new ClientId(key.substring(CLIENT_KEY.length())) : null;
    }

    static EntryHeader readHeader(ResultSet row) throws SQLException {
        return new EntryHeader(
                row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)), count(row, 4), row.getLong(6));
    }

    private static MessageCount count(ResultSet row, int column) throws SQLException {
        return new MessageCount(row.getLong(column), row.getLong(column + 1));
    }

    private EntryRow() {}
}
