// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.Outcome;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.sqlite.db.Schema;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection.RowReader;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Entries as rows. Numbers and keys that a query names come as one JSON text, so that there are few statements. */
final class SqliteEntryStore implements EntryStore {
    private static final String OF_ROOM = " FROM entries e WHERE e.id IN (SELECT (r.id << " + Schema.SEQ_BITS
            + ") | k.value FROM json_each(?) k CROSS JOIN rooms r WHERE r.room = ?) ORDER BY e.id";

    /** Of a pair of a room and a seq. */
    private static final String ID = "((r.id << " + Schema.SEQ_BITS + ") | (k.value ->> 1))";

    private static final String OF_PAIRS =
            " FROM json_each(?) k CROSS JOIN rooms r ON r.room = k.value ->> 0" + " CROSS JOIN entries e ON e.id";
    private static final String GET_PAIRS = "SELECT " + EntryRow.COLUMNS + ", r.room" + OF_PAIRS + " = " + ID;
    private static final String GET_HEADER_PAIRS =
            "SELECT " + EntryRow.HEADER_COLUMNS + ", r.room" + OF_PAIRS + " = " + ID;
    private static final String HEADS = "SELECT " + EntryRow.HEADER_COLUMNS + ", r.room FROM json_each(?) k"
            + " CROSS JOIN rooms r ON r.room = k.value CROSS JOIN entries e ON e.id = (SELECT id FROM entries"
            + " WHERE id BETWEEN r.id << " + Schema.SEQ_BITS + " AND (r.id << " + Schema.SEQ_BITS + ") | "
            + Schema.MAX_SEQ
            + " ORDER BY id DESC LIMIT 1)";
    /** Next to a maximum SQLite answers the other columns of the same row. */
    private static final String OWN = "SELECT r.room, count(*), max(e.seq), e.messages" + OF_PAIRS + " BETWEEN " + ID
            + " + 1 AND " + ID + " + " + OWN_ENTRIES + " WHERE e.sender = ? AND e.last_message = e.seq GROUP BY r.id";

    private static final String GET = "SELECT " + EntryRow.COLUMNS + OF_ROOM;
    private static final String GET_HEADERS = "SELECT " + EntryRow.HEADER_COLUMNS + OF_ROOM;
    private static final String FIND = "SELECT " + EntryRow.COLUMNS
            + " FROM entries e WHERE e.room = (SELECT id FROM rooms WHERE room = ?) AND e.sender = ? AND e.key = ?"
            + " AND e.key < '" + Schema.FORGOTTEN + "'"; // as the condition of the index
    private static final String FORGET = "UPDATE entries SET key = '" + Schema.FORGOTTEN + "' || key WHERE id IN"
            + " (SELECT id FROM entries WHERE at < ? AND key < '" + Schema.FORGOTTEN + "' ORDER BY at LIMIT "
            + MAX_FORGOTTEN + ")";
    private static final String OF_THREAD = "SELECT " + EntryRow.COLUMNS
            + " FROM rooms r CROSS JOIN entries e WHERE r.room = ? AND e.room = r.id AND e.thread = ?";
    private static final String REPLIES_AFTER =
            OF_THREAD + " AND e.id > (r.id << " + Schema.SEQ_BITS + ") + ?" + " ORDER BY e.id LIMIT ?";
    private static final String NEWEST_REPLIES = OF_THREAD + " ORDER BY e.id DESC LIMIT ?";
    private static final String BEHIND = "SELECT DISTINCT r.room FROM json_each(?) k CROSS JOIN rooms r"
            + " ON r.room = k.value ->> 0 CROSS JOIN entries e ON e.id = (r.id << " + Schema.SEQ_BITS
            + ") | (k.value ->> 1)";

    private static final String ROOMS = "SELECT room FROM rooms WHERE room > ? ORDER BY room LIMIT ?";

    private final SqliteDatabase database;

    private record Head(RoomId room, EntryHeader header) {}

    SqliteEntryStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        int weight = entries.stream().mapToInt(each -> each.entry().length()).sum();
        return database.write(weight, connection -> insert(connection, entries));
    }

    private static AppendResult insert(SqliteConnection connection, List<StoredEntry> entries) throws SQLException {
        RoomIds rooms = new RoomIds(connection);
        return AppendResult.ofEach(
                entries, entry -> EntryRow.insert(connection, rooms, entry) ? Outcome.STORED : Outcome.COLLIDED);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return byNumber(GET, room, seqs, row -> EntryRow.read(room, row));
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return byNumber(GET_HEADERS, room, seqs, EntryRow::readHeader);
    }

    private <T> Future<List<T>> byNumber(String sql, RoomId room, Collection<Long> seqs, RowReader<T> reader) {
        JsonArray numbers =
                new JsonArray(seqs.stream().filter(SqliteEntryStore::mayExist).toList());
        return numbers.isEmpty()
                ? Future.succeededFuture(List.of())
                : database.read(connection -> connection.list(sql, reader, numbers.encode(), room.value()));
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return byPair(GET_PAIRS, ids, row -> EntryRow.read(new RoomId(row.getString(EntryRow.COLUMN_COUNT + 1)), row));
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return byPair(GET_HEADER_PAIRS, ids, SqliteEntryStore::readHead).map(found -> {
            Map<EntryId, EntryHeader> headers = new HashMap<>();
            found.forEach(
                    head -> headers.put(new EntryId(head.room(), head.header().seq()), head.header()));
            return headers;
        });
    }

    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        JsonArray names = new JsonArray(rooms.stream().map(RoomId::value).toList());
        return names.isEmpty()
                ? Future.succeededFuture(Map.of())
                : database.read(connection -> connection.list(HEADS, SqliteEntryStore::readHead, names.encode()))
                        .map(found -> found.stream().collect(Collectors.toMap(Head::room, Head::header)));
    }

    private static Head readHead(ResultSet row) throws SQLException {
        return new Head(new RoomId(row.getString(EntryRow.HEADER_COLUMN_COUNT + 1)), EntryRow.readHeader(row));
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        return byPair(OWN, after, SqliteEntryStore::readOwn, sender.value())
                .map(found -> found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Map.Entry<RoomId, OwnMessages> readOwn(ResultSet row) throws SQLException {
        OwnMessages own = new OwnMessages(row.getInt(2), row.getLong(3), row.getLong(4));
        return Map.entry(new RoomId(row.getString(1)), own);
    }

    private <T> Future<List<T>> byPair(String sql, Collection<EntryId> ids, RowReader<T> reader, String... more) {
        JsonArray pairs = new JsonArray();
        ids.stream()
                .filter(id -> id.seq() == 0 || mayExist(id.seq()))
                .forEach(id -> pairs.add(new JsonArray().add(id.room().value()).add(id.seq())));
        if (pairs.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Object> values = new ArrayList<>(List.of(pairs.encode()));
        values.addAll(List.of(more));
        return database.read(connection -> connection.list(sql, reader, values.toArray()));
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        String before = after == null ? "" : after.value();
        return database.read(connection -> connection.list(ROOMS, row -> new RoomId(row.getString(1)), before, limit));
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        JsonArray next = new JsonArray();
        known.stream()
                .filter(each -> mayExist(each.seq() + 1))
                .forEach(each ->
                        next.add(new JsonArray().add(each.room().value()).add(each.seq() + 1)));
        return next.isEmpty()
                ? Future.succeededFuture(List.of())
                : database.read(
                        connection -> connection.list(BEHIND, row -> new RoomId(row.getString(1)), next.encode()));
    }

    private static boolean mayExist(long seq) {
        return seq > 0 && seq <= Schema.MAX_SEQ;
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        return database.write(MAX_FORGOTTEN, connection -> connection.update(FORGET, before.toEpochMilli()));
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        RowReader<StoredEntry> reader = row -> EntryRow.read(room, row);
        return database.read(connection -> after == null
                ? reversed(connection.list(NEWEST_REPLIES, reader, room.value(), thread, limit))
                : connection.list(REPLIES_AFTER, reader, room.value(), thread, after, limit));
    }

    private static List<StoredEntry> reversed(List<StoredEntry> entries) {
        Collections.reverse(entries);
        return entries;
    }

    /** The connection that writes overwrites what is deleted. The words go first: they are those of what is erased. */
    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        List<StoredEntry> copy = List.copyOf(erased);
        return database.change(copy.size(), connection -> {
            RoomIds rooms = new RoomIds(connection);
            SearchRow.forget(connection, rooms, copy);
            for (StoredEntry entry : copy) {
                EntryRow.erase(connection, rooms, entry);
            }
        });
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return database.read(connection ->
                connection.list(FIND, row -> EntryRow.read(room, row), room.value(), sender.value(), key).stream()
                        .findFirst());
    }
}
