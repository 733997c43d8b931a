// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.sqlite.db.Schema;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of rooms, which stand for their ids in the tables of entries and snapshots. Used for one operation. */
final class RoomIds {
    private final SqliteConnection connection;
    private final Map<RoomId, Long> known = new HashMap<>();

    RoomIds(SqliteConnection connection) {
        this.connection = connection;
    }

    /** The number of a room, which gets one if it has none. */
    long of(RoomId room) throws SQLException {
        Long number = known.get(room);
        if (number == null) {
            number = find(room);
            known.put(room, number);
        }
        return number;
    }

    private long find(RoomId room) throws SQLException {
        List<Long> found = connection.list("SELECT id FROM rooms WHERE room = ?", row -> row.getLong(1), room.value());
        return found.isEmpty()
                ? connection.number("INSERT INTO rooms (room) VALUES (?) RETURNING id", room.value())
                : found.get(0);
    }

    /** The id of an entry. */
    static long entryId(long room, long seq) {
        if (seq < 0 || seq > Schema.MAX_SEQ) {
            throw new IllegalArgumentException("seq: " + seq + " (expected: 0 to " + Schema.MAX_SEQ + ")");
        }
        return room << Schema.SEQ_BITS | seq;
    }
}
