// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rooms of users, a row for each user and room with the newest change. A change of a user first removes the rows of
 * rooms that the user left long ago.
 */
final class SqliteUserRoomStore implements UserRoomStore {
    private static final String APPLY = "INSERT INTO user_rooms (user, room, seq, at, member, role, since)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (user, room) DO UPDATE SET seq = excluded.seq, at = excluded.at, member = excluded.member,"
            + " role = excluded.role, since = excluded.since WHERE excluded.seq > seq";
    private static final String MEMBERSHIPS =
            "SELECT u.room, u.role, u.since FROM json_each(?) k CROSS JOIN user_rooms u"
                    + " ON u.user = ? AND u.room = k.value WHERE u.member = 1";
    private static final String REMOVE_OBSOLETE = "DELETE FROM user_rooms WHERE user = ? AND member = 0 AND at < ?";

    /** One statement, so that the total and the rooms are of the same moment. The total comes first. */
    private static final String ROOMS =
            "SELECT NULL, count(*) FROM user_rooms WHERE user = ?1 AND member = 1 AND role <> ?4"
                    + " UNION ALL SELECT * FROM (SELECT room, 0 FROM user_rooms"
                    + " WHERE user = ?1 AND member = 1 AND role <> ?4 AND room > ?2 ORDER BY room LIMIT ?3)";

    /** The role of no row. */
    private static final String NO_ROLE = "-";

    /** Messages of other rooms need not wait until all users of a new room are written. */
    private static final int CHANGES_PER_WRITE = 100;

    private final SqliteDatabase database;
    private final InstantSource clock;

    SqliteUserRoomStore(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
        List<UserRoomChange> copy = List.copyOf(changes);
        Future<Void> applied = Future.succeededFuture();
        for (int from = 0; from < copy.size(); from += CHANGES_PER_WRITE) {
            List<UserRoomChange> part = copy.subList(from, Math.min(copy.size(), from + CHANGES_PER_WRITE));
            applied = applied.compose(before -> applyTogether(part));
        }
        return applied;
    }

    private Future<Void> applyTogether(List<UserRoomChange> changes) {
        return database.change(changes.size(), connection -> {
            for (UserRoomChange change : changes) {
                apply(connection, change);
            }
        });
    }

    private void apply(SqliteConnection connection, UserRoomChange change) throws SQLException {
        String user = change.user().value();
        long retainedSince =
                clock.instant().minus(UserRoomChange.TOMBSTONE_RETENTION).toEpochMilli();
        connection.update(REMOVE_OBSOLETE, user, retainedSince);
        UserRoom membership = change.membership();
        connection.update(
                APPLY,
                user,
                change.room().value(),
                change.seq(),
                change.at().toEpochMilli(),
                membership == null ? 0 : 1,
                membership == null ? "" : membership.role().name(),
                membership == null ? 0 : membership.since());
    }

    @Override
    public Future<Map<RoomId, UserRoom>> memberships(UserId user, Collection<RoomId> rooms) {
        JsonArray names = new JsonArray(rooms.stream().map(RoomId::value).toList());
        return database.read(connection ->
                connection.list(MEMBERSHIPS, SqliteUserRoomStore::readMembership, names.encode(), user.value()).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<RoomId, UserRoom> readMembership(ResultSet row) throws SQLException {
        return Map.entry(new RoomId(row.getString(1)), new UserRoom(new Role(row.getString(2)), row.getLong(3)));
    }

    @Override
    public Future<UserRooms> rooms(RoomsOf request) {
        return database.read(connection -> {
            List<RoomId> rooms = new ArrayList<>();
            List<Integer> totals = new ArrayList<>();
            connection.list(
                    ROOMS,
                    row -> {
                        String room = row.getString(1);
                        return room == null ? totals.add(row.getInt(2)) : rooms.add(new RoomId(room));
                    },
                    request.user().value(),
                    request.after() == null ? "" : request.after().value(),
                    request.limit(),
                    request.takes(Role.INVITED) ? NO_ROLE : Role.INVITED.name());
            return new UserRooms(rooms, totals.get(0));
        });
    }
}
