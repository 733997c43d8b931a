// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.store.search.Candidates;
import dev.hubbub.persistence.store.search.Candidates.Candidate;
import dev.hubbub.persistence.store.search.IndexUpdate;
import dev.hubbub.persistence.store.search.IndexedMessage;
import dev.hubbub.persistence.store.search.SearchCriteria;
import dev.hubbub.persistence.store.search.SearchStore;
import dev.hubbub.persistence.store.sqlite.db.Schema;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The index of words as a full-text table of SQLite, with room, sender and kind as words of their own. What users write
 * reaches a query as quoted words of letters and digits only.
 */
final class SqliteSearchStore implements SearchStore {
    /** More rooms than these are not asked for by their words, but left out of what is found. */
    private static final int MAX_TAGGED = 64;

    /** How many messages are read at a time, and how often at most, where some are left out. */
    private static final int PART = 2_000;

    private static final int MAX_PARTS = 10;

    private static final String INDEXED =
            "SELECT room, indexed FROM rooms WHERE room IN (SELECT value FROM json_each(?))";
    private static final String RAISE = "INSERT INTO rooms (room, indexed) VALUES (?, ?)"
            + " ON CONFLICT (room) DO UPDATE SET indexed = excluded.indexed WHERE excluded.indexed > indexed";
    private static final String NUMBERS = "SELECT id, room FROM rooms WHERE room IN (SELECT value FROM json_each(?))";
    private static final String FIND = "SELECT m.id, m.entry FROM search s CROSS JOIN indexed_messages m"
            + " ON m.id = s.rowid WHERE search MATCH ? AND s.rowid >= ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?";

    private final SqliteDatabase database;
    private final SerialReads reads = new SerialReads();

    private record Found(long id, long entry) {}

    SqliteSearchStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Future<Void> write(IndexUpdate update) {
        int weight = update.messages().stream()
                .mapToInt(message -> message.text() == null ? 1 : message.text().length())
                .sum();
        return database.change(weight, connection -> {
            RoomIds rooms = new RoomIds(connection);
            for (IndexedMessage message : update.messages()) {
                long room = rooms.of(message.id().room());
                long entry = RoomIds.entryId(room, message.id().seq());
                if (message.text() == null) {
                    SearchRow.remove(connection, entry);
                } else {
                    SearchRow.put(connection, entry, RoomIds.entryId(room, message.source()));
                }
            }
            for (Map.Entry<RoomId, Long> each : update.indexed().entrySet()) {
                connection.update(RAISE, each.getKey().value(), each.getValue());
            }
        });
    }

    @Override
    public Future<Map<RoomId, Long>> indexed(Collection<RoomId> rooms) {
        String names = names(rooms);
        return database.read(connection ->
                connection.list(INDEXED, row -> Map.entry(new RoomId(row.getString(1)), row.getLong(2)), names).stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static String names(Collection<RoomId> rooms) {
        return new JsonArray(rooms.stream().map(RoomId::value).toList()).encode();
    }

    /** One search at a time, so that others who read never wait for more than one. */
    @Override
    public Future<Candidates> find(SearchCriteria criteria) {
        long end = end(criteria);
        return reads.run(() -> database.read(connection -> find(connection, criteria, end)));
    }

    /** The first id that is not wanted any more. */
    private static long end(SearchCriteria criteria) {
        long end = criteria.untilMillis() << SearchRow.COUNT_BITS;
        if (criteria.before() == null) {
            return end;
        }
        try {
            return Math.min(end, Long.parseLong(criteria.before()));
        } catch (NumberFormatException e) {
            throw new HubException(ErrorCode.BAD_REQUEST, "before: not known (expected: the next of a page)");
        }
    }

    private static Candidates find(SqliteConnection connection, SearchCriteria criteria, long end) throws SQLException {
        Map<Long, RoomId> rooms = new HashMap<>();
        connection.list(
                NUMBERS, row -> rooms.put(row.getLong(1), new RoomId(row.getString(2))), names(criteria.rooms()));
        if (rooms.isEmpty()) {
            return new Candidates(List.of(), null);
        }
        boolean isTagged = rooms.size() <= MAX_TAGGED;
        int part = isTagged ? criteria.limit() : PART;
        String match = match(criteria, isTagged ? rooms.keySet() : List.of());
        List<Candidate> found = new ArrayList<>();
        long next = end;
        for (int parts = 0; parts < MAX_PARTS && found.size() < criteria.limit(); parts++) {
            List<Found> read = read(connection, match, criteria.sinceMillis(), next, part);
            next = take(read, rooms, criteria.limit(), found);
            if (read.size() < part && found.size() < criteria.limit()) {
                return new Candidates(found, null);
            }
        }
        return new Candidates(found, Long.toString(next));
    }

    private static List<Found> read(SqliteConnection connection, String match, long sinceMillis, long end, int limit)
            throws SQLException {
        return connection.list(
                FIND,
                row -> new Found(row.getLong(1), row.getLong(2)),
                match,
                sinceMillis << SearchRow.COUNT_BITS,
                end,
                limit);
    }

    /** Adds those that are in these rooms, until there are enough. Returns the id of the last that it has looked at. */
    private static long take(List<Found> read, Map<Long, RoomId> rooms, int limit, List<Candidate> found) {
        long last = 0;
        for (Found each : read) {
            last = each.id();
            RoomId room = rooms.get(each.entry() >> Schema.SEQ_BITS);
            if (room != null) {
                found.add(new Candidate(new EntryId(room, each.entry() & Schema.MAX_SEQ), Long.toString(last)));
            }
            if (found.size() == limit) {
                break;
            }
        }
        return last;
    }

    private static String match(SearchCriteria criteria, Collection<Long> rooms) {
        List<String> all = new ArrayList<>(
                criteria.words().stream().map(SqliteSearchStore::quoted).toList());
        if (!rooms.isEmpty()) {
            all.add(rooms.stream()
                    .map(room -> quoted(SearchRow.roomTag(room)))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        if (criteria.sender() != null) {
            all.add(quoted(SearchRow.senderTag(criteria.sender().value())));
        }
        if (criteria.kind() != null && !ContentKinds.isText(criteria.kind())) {
            all.add(quoted(SearchRow.kindTag(criteria.kind())));
        }
        String wanted = String.join(" AND ", all);
        return criteria.kind() != null && ContentKinds.isText(criteria.kind())
                ? "(" + wanted + ") NOT " + quoted(SearchRow.noTextTag())
                : wanted;
    }

    private static String quoted(String word) {
        if (word.indexOf('"') >= 0) {
            throw new IllegalArgumentException("a word with a quotation mark (expected: letters and digits)");
        }
        return '"' + word + '"';
    }
}
