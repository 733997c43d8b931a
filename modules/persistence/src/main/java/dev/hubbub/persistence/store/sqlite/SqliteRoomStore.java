// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Snapshots as rows. Heads have a table of their own: raising one does not write the members again. */
final class SqliteRoomStore implements RoomStore {
    private static final String SNAPSHOT = ", s.details, s.membership, s.members FROM rooms r ";
    private static final String FIND =
            "SELECT r.head, r.folded" + SNAPSHOT + "LEFT JOIN snapshots s ON s.room = r.id WHERE r.room = ?";
    private static final String FLOOR =
            "SELECT s.first - 1, 0" + SNAPSHOT + "CROSS JOIN floors s ON s.room = r.id WHERE r.room = ?";
    private static final String SUMMARIES = "SELECT r.room, s.details, s.size FROM json_each(?) k"
            + " CROSS JOIN rooms r ON r.room = k.value CROSS JOIN snapshots s ON s.room = r.id";
    private static final String RAISE_HEAD = "INSERT INTO rooms (room, head) VALUES (?, ?)"
            + " ON CONFLICT (room) DO UPDATE SET head = excluded.head WHERE excluded.head > head";
    private static final String RAISE_FOLDED = "INSERT INTO rooms (room, folded) VALUES (?, ?)"
            + " ON CONFLICT (room) DO UPDATE SET folded = excluded.folded WHERE excluded.folded > folded";
    private static final String SAVE =
            "INSERT OR REPLACE INTO snapshots" + " (room, details, membership, members, size) VALUES (?, ?, ?, ?, ?)";

    private static final String RAISE_FLOOR = "INSERT INTO floors"
            + " (room, details, membership, members, first) VALUES (?, ?, ?, ?, ?)"
            + " ON CONFLICT (room) DO UPDATE SET details = excluded.details, membership = excluded.membership,"
            + " members = excluded.members, first = excluded.first WHERE excluded.first > first";
    private static final int CHARACTERS_PER_MEMBER = 64;

    private final SqliteDatabase database;

    SqliteRoomStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Future<RoomSnapshot> find(RoomId room) {
        return database.read(connection -> {
            RoomSnapshot saved = snapshot(connection, FIND, room);
            return floor(connection, room).orNewer(saved);
        });
    }

    @Override
    public Future<RoomFloor> floor(RoomId room) {
        return database.read(connection -> floor(connection, room));
    }

    @Override
    public Future<Map<RoomId, RoomSummary>> summaries(Collection<RoomId> rooms) {
        JsonArray names = new JsonArray(rooms.stream().map(RoomId::value).toList());
        return database.read(
                connection -> connection.list(SUMMARIES, SqliteRoomStore::readSummary, names.encode()).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<RoomId, RoomSummary> readSummary(ResultSet row) throws SQLException {
        RoomDetails details = Json.read(row.getString(2), RoomDetails.class);
        return Map.entry(new RoomId(row.getString(1)), new RoomSummary(details, row.getInt(3)));
    }

    private static RoomFloor floor(SqliteConnection connection, RoomId room) throws SQLException {
        return new RoomFloor(snapshot(connection, FLOOR, room));
    }

    private static RoomSnapshot snapshot(SqliteConnection connection, String sql, RoomId room) throws SQLException {
        return connection.list(sql, row -> read(room, row), room.value()).stream()
                .findFirst()
                .orElseGet(() -> RoomSnapshot.none(room));
    }

    @Override
    public Future<Void> save(RoomSnapshot snapshot) {
        return database.change(characters(snapshot), connection -> {
            raiseHead(connection, snapshot.room(), snapshot.head());
            List<Object> values = values(connection, snapshot);
            values.add(snapshot.size());
            connection.update(SAVE, values.toArray());
        });
    }

    @Override
    public Future<Void> raiseFloor(RoomFloor floor) {
        RoomSnapshot before = floor.before();
        return database.change(characters(before), connection -> {
            raiseHead(connection, floor.room(), floor.first());
            List<Object> values = values(connection, before);
            values.add(floor.first());
            connection.update(RAISE_FLOOR, values.toArray());
        });
    }

    private static int characters(RoomSnapshot snapshot) {
        return CHARACTERS_PER_MEMBER * snapshot.members().size();
    }

    /** All but its head. */
    private static List<Object> values(SqliteConnection connection, RoomSnapshot snapshot) throws SQLException {
        RoomDetails details = Objects.requireNonNull(snapshot.details(), "details");
        List<Object> values = new ArrayList<>();
        values.add(new RoomIds(connection).of(snapshot.room()));
        values.add(Json.encode(details));
        values.add(snapshot.membership());
        values.add(write(snapshot.members()));
        return values;
    }

    @Override
    public Future<Void> raiseHeads(Map<RoomId, Long> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<RoomId, Long> copy = Map.copyOf(heads);
        return database.change(copy.size(), connection -> {
            for (Map.Entry<RoomId, Long> head : copy.entrySet()) {
                raiseHead(connection, head.getKey(), head.getValue());
            }
        });
    }

    private static void raiseHead(SqliteConnection connection, RoomId room, long head) throws SQLException {
        connection.update(RAISE_HEAD, room.value(), head);
    }

    @Override
    public Future<Void> raiseFolded(RoomId room, long folded) {
        return database.change(1, connection -> connection.update(RAISE_FOLDED, room.value(), folded));
    }

    private static String write(List<Member> members) {
        return new JsonArray(members.stream().map(Json::write).toList()).encode();
    }

    private static RoomSnapshot read(RoomId room, ResultSet row) throws SQLException {
        long head = row.getLong(1);
        long folded = row.getLong(2);
        String details = row.getString(3);
        if (details == null) {
            return RoomSnapshot.headOnly(room, head).withFolded(folded);
        }
        List<Member> members = new JsonArray(row.getString(5))
                .stream()
                        .map(member -> Json.read((JsonObject) member, Member.class))
                        .toList();
        return new RoomSnapshot(room, Json.read(details, RoomDetails.class), row.getLong(4), members, head, folded);
    }
}
