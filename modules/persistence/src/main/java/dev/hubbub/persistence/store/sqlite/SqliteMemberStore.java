// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.messages.Memberships.PageOf;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.MemberCounts;
import dev.hubbub.persistence.store.MemberStore;
import dev.hubbub.persistence.store.StoredMember;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members as rows, those of a room side by side in the order of their ids. */
final class SqliteMemberStore implements MemberStore {
    private static final String COLUMNS = "SELECT m.user, m.role, m.since, m.until, m.applied, m.version FROM ";
    private static final String GET =
            COLUMNS + "json_each(?) k CROSS JOIN members m ON m.room = ? AND m.user = k.value";
    private static final String PAGE =
            COLUMNS + "members m WHERE m.room = ? AND m.user > ? AND m.role IS NOT NULL" + " ORDER BY m.user LIMIT ?";
    private static final String PAGE_OF_ROLE =
            COLUMNS + "members m WHERE m.room = ? AND m.user > ? AND m.role = ? ORDER BY m.user LIMIT ?";
    private static final String COUNT =
            "SELECT role, count(*) FROM members WHERE room = ? AND role IS NOT NULL GROUP BY role";
    private static final String ADD = "INSERT OR IGNORE INTO members (role, since, until, applied, version, room, user)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String REPLACE = "UPDATE members SET role = ?, since = ?, until = ?, applied = ?, version = ?"
            + " WHERE room = ? AND user = ? AND version = ?";

    private final SqliteDatabase database;

    SqliteMemberStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Future<List<StoredMember>> get(RoomId room, Collection<UserId> users) {
        JsonArray names =
                new JsonArray(users.stream().distinct().map(UserId::value).toList());
        return names.isEmpty()
                ? Future.succeededFuture(List.of())
                : database.read(
                        connection -> connection.list(GET, SqliteMemberStore::read, names.encode(), room.value()));
    }

    @Override
    public Future<Boolean> put(RoomId room, StoredMember member) {
        Instant until = member.until();
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                member.role() == null ? null : member.role().name(),
                member.since(),
                until == null ? null : until.toEpochMilli(),
                member.applied(),
                member.version(),
                room.value(),
                member.user().value()));
        boolean first = member.version() == 1;
        if (!first) {
            values.add(member.version() - 1);
        }
        return database.write(1, connection -> connection.update(first ? ADD : REPLACE, values.toArray()) == 1);
    }

    @Override
    public Future<List<StoredMember>> page(PageOf request) {
        String room = request.room().value();
        String after = request.after() == null ? "" : request.after().value();
        Role role = request.role();
        return database.read(connection -> role == null
                ? connection.list(PAGE, SqliteMemberStore::read, room, after, request.limit())
                : connection.list(PAGE_OF_ROLE, SqliteMemberStore::read, room, after, role.name(), request.limit()));
    }

    @Override
    public Future<MemberCounts> count(RoomId room) {
        return database.read(connection -> {
            MemberCounts counts = MemberCounts.NONE;
            for (MemberCounts part : connection.list(
                    COUNT, row -> MemberCounts.NONE.plus(new Role(row.getString(1)), row.getInt(2)), room.value())) {
                counts = new MemberCounts(
                        counts.size() + part.size(), counts.owners() + part.owners(), counts.others() + part.others());
            }
            return counts;
        });
    }

    private static StoredMember read(ResultSet row) throws SQLException {
        String role = row.getString(2);
        long until = row.getLong(4);
        boolean isLimited = !row.wasNull();
        return new StoredMember(
                new UserId(row.getString(1)),
                role == null ? null : new Role(role),
                row.getLong(3),
                isLimited ? Instant.ofEpochMilli(until) : null,
                row.getLong(5),
                row.getLong(6));
    }
}
