// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.search.SearchWords;
import dev.hubbub.contract.value.Sha256;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.sqlite.db.Schema;
import dev.hubbub.persistence.store.sqlite.db.SqliteConnection;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message in the index of words: a row of {@code indexed_messages}, and under the same id its words in {@code search}. The
 * words are not kept as a text. When they go, they are split once more from the entry that they came from, which is as it was
 * until it is erased; so that erasing it removes them in the same transaction, before it.
 *
 * @param id the time of the message in milliseconds * 2^{@value #COUNT_BITS} + a count
 * @param entry the id of the message's entry
 * @param source the id of the entry with its text
 */
record SearchRow(long id, long entry, long source) {
    /** For how many messages of a millisecond there are ids; others get those of the next. */
    static final int COUNT_BITS = 10;

    private static final long LAST_COUNT = (1L << COUNT_BITS) - 1;
    private static final int TAG_LENGTH = 16;
    private static final String NO_TEXT = "_n";

    private static final String OF_MILLISECOND =
            "SELECT id, entry, source FROM indexed_messages WHERE id BETWEEN ? AND ? ORDER BY id";
    private static final String INSERT = "INSERT INTO indexed_messages (id, entry, source) VALUES (?, ?, ?)";
    private static final String INSERT_WORDS = "INSERT INTO search (rowid, words) VALUES (?, ?)";
    private static final String DELETE = "DELETE FROM indexed_messages WHERE id = ?";
    private static final String DELETE_WORDS = "INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)";
    private static final String SAID = "SELECT sender, fields, hash, at FROM entries WHERE id = ?";

    /** What an entry says. */
    private record Said(String sender, JsonObject fields, boolean isErased, long at) {}

    /** Puts a message into the index, with the text of an entry, unless that is erased. */
    static void put(SqliteConnection connection, long entry, long source) throws SQLException {
        Said message = said(connection, entry);
        if (message == null) {
            return;
        }
        Slot slot = Slot.of(connection, message.at(), entry);
        if (slot.row() != null && slot.row().source() == source) {
            return;
        }
        remove(connection, slot.row());
        String words = words(connection, message, entry, source);
        if (words != null) {
            long id = slot.row() == null ? slot.free() : slot.row().id();
            connection.update(INSERT, id, entry, source);
            connection.update(INSERT_WORDS, id, words);
        }
    }

    /** Takes a message out of the index. */
    static void remove(SqliteConnection connection, long entry) throws SQLException {
        Said message = said(connection, entry);
        if (message != null) {
            remove(connection, Slot.of(connection, message.at(), entry).row());
        }
    }

    /** The same before entries are erased: of those of them that are messages. */
    static void forget(SqliteConnection connection, RoomIds rooms, List<StoredEntry> erased) throws SQLException {
        for (StoredEntry each : erased) {
            remove(connection, RoomIds.entryId(rooms.of(each.room()), each.seq()));
        }
    }

    private static void remove(SqliteConnection connection, @Nullable SearchRow row) throws SQLException {
        if (row == null) {
            return;
        }
        Said message = said(connection, row.entry());
        String words = message == null ? null : words(connection, message, row.entry(), row.source());
        if (words != null) {
            connection.update(DELETE_WORDS, row.id(), words);
        }
        connection.update(DELETE, row.id());
    }

    private static @Nullable Said said(SqliteConnection connection, long entry) throws SQLException {
        return connection
                .list(
                        SAID,
                        row -> new Said(
                                row.getString(1),
                                new JsonObject(row.getString(2)),
                                row.getString(3) != null,
                                row.getLong(4)),
                        entry)
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** The words of a message and its tags; null: it says nothing any more. */
    private static @Nullable String words(SqliteConnection connection, Said message, long entry, long source)
            throws SQLException {
        Said said = entry == source ? message : said(connection, source);
        if (said == null
                || said.isErased()
                || message.isErased()
                || !(said.fields().getValue("text") instanceof String text)) {
            return null;
        }
        Set<String> words = SearchWords.distinct(text);
        words.add(roomTag(entry >> Schema.SEQ_BITS));
        words.add(senderTag(message.sender()));
        if (message.fields().getValue("kind") instanceof String kind && !ContentKinds.isText(kind)) {
            words.add(NO_TEXT);
            words.add(kindTag(kind));
        }
        return String.join(" ", words);
    }

    /** No word has such a character. */
    static String roomTag(long room) {
        return "_r" + room;
    }

    static String senderTag(String sender) {
        return tag("_s", sender);
    }

    static String kindTag(String kind) {
        return tag("_k", kind);
    }

    private static String tag(String prefix, String value) {
        return prefix + Sha256.base64Url(value).substring(0, TAG_LENGTH);
    }

    /** What excludes all kinds but text. */
    static String noTextTag() {
        return NO_TEXT;
    }

    /**
     * Where a message is among those of its millisecond.
     *
     * @param row of the message; null: it is not in the index
     * @param free an id for it, if it has none
     */
    private record Slot(@Nullable SearchRow row, long free) {
        static Slot of(SqliteConnection connection, long at, long entry) throws SQLException {
            long first = at << COUNT_BITS;
            long last = first | LAST_COUNT;
            List<SearchRow> rows = connection.list(
                    OF_MILLISECOND, row -> new SearchRow(row.getLong(1), row.getLong(2), row.getLong(3)), first, last);
            long free = first;
            for (SearchRow row : rows) {
                if (row.entry() == entry) {
                    return new Slot(row, row.id());
                }
                free = row.id() + 1;
            }
            return free > last ? of(connection, at + 1, entry) : new Slot(null, free);
        }
    }
}
