// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.util.List;
import java.util.stream.Stream;

/**
 * The tables. An entry is found by its {@code id}, which holds the number of its room and its seq: so the entries of a
 * room lie side by side, in their order, and a search index can name each by one number.
 */
public final class Schema {
    /** Raised by a change of the tables that older versions of the hub cannot read. */
    static final int FORMAT = 4;

    /** Tells our files from those of other programs: "HUBB". */
    static final int APPLICATION_ID = 0x48554242;

    /** How many bits of an id the seq has: 68 billion entries in a room, and 134 million rooms. */
    public static final int SEQ_BITS = 36;

    /** The highest seq. */
    public static final long MAX_SEQ = (1L << SEQ_BITS) - 1;

    static final List<String> TABLES = List.of(
            "rooms",
            "entries",
            "snapshots",
            "user_rooms",
            "records",
            "floors",
            "members",
            "indexed_messages",
            "search_data",
            "search_idx");

    /** The first character of a key that is forgotten. No other key is as large. */
    public static final String FORGOTTEN = "x";

    /** What the files of the first hubs lack. */
    static final List<String> TO_FORMAT_1 = List.of(
            """
            CREATE TABLE IF NOT EXISTS floors (
                room INTEGER PRIMARY KEY,
                first INTEGER NOT NULL, -- the seq of the first entry that is kept
                name TEXT NOT NULL, -- from here on the room as of the entry before it
                visibility TEXT NOT NULL,
                kind TEXT NOT NULL,
                membership INTEGER NOT NULL,
                members TEXT NOT NULL -- JSON: [{user, role, since}]
            ) STRICT""",
            "DROP INDEX IF EXISTS entry_keys", // of all keys
            "CREATE UNIQUE INDEX IF NOT EXISTS recent_keys ON entries (room, sender, key) WHERE key < 'x'",
            "CREATE INDEX IF NOT EXISTS recent_times ON entries (at) WHERE key < 'x'");

    /** The members of rooms that keep them beside the log. */
    private static final String MEMBERS =
            """
            CREATE TABLE members (
                room TEXT NOT NULL,
                user TEXT NOT NULL,
                role TEXT, -- NULL: none any more
                since INTEGER NOT NULL,
                until INTEGER, -- milliseconds since 1970
                applied INTEGER NOT NULL, -- the newest membership entry about the user that the row includes
                version INTEGER NOT NULL,
                PRIMARY KEY (room, user)
            ) STRICT, WITHOUT ROWID""";

    private static final String MEMBERS_BY_ROLE =
            "CREATE INDEX members_by_role ON members (room, role) WHERE role IS NOT NULL";

    /** Name, visibility and kind of rooms became {@code details}, which have more fields. */
    static final List<String> TO_FORMAT_2 = Stream.of("snapshots", "floors")
            .flatMap(table -> Stream.of(
                    "ALTER TABLE " + table + " ADD COLUMN details TEXT NOT NULL DEFAULT '{}'",
                    "UPDATE " + table
                            + " SET details = json_object('name', name, 'visibility', visibility, 'kind', kind)",
                    "ALTER TABLE " + table + " DROP COLUMN name",
                    "ALTER TABLE " + table + " DROP COLUMN visibility",
                    "ALTER TABLE " + table + " DROP COLUMN kind"))
            .toList();

    /** Entries count messages, rooms of users have roles, snapshots say how many members there are, and some are beside the log. */
    static final List<String> TO_FORMAT_3 = List.of(
            "ALTER TABLE entries ADD COLUMN messages INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE entries ADD COLUMN last_message INTEGER NOT NULL DEFAULT 0",
            """
            UPDATE entries SET messages = c.messages, last_message = c.last_message FROM (
                SELECT id AS entry,
                    sum(counts) OVER up_to AS messages,
                    max(counts * (id & 68719476735)) OVER up_to AS last_message
                FROM (SELECT id, event = 'message' OR (fields -> 'counts') IS 'true' AS counts FROM entries)
                WINDOW up_to AS (PARTITION BY id >> 36 ORDER BY id ROWS UNBOUNDED PRECEDING)
            ) c WHERE c.entry = entries.id""",
            "ALTER TABLE user_rooms ADD COLUMN role TEXT NOT NULL DEFAULT 'member'",
            "ALTER TABLE user_rooms ADD COLUMN since INTEGER NOT NULL DEFAULT 0",
            "UPDATE user_rooms SET since = seq",
            """
            UPDATE user_rooms SET role = m.value ->> 'role', since = m.value ->> 'since'
            FROM rooms r, snapshots s, json_each(s.members) m
            WHERE r.room = user_rooms.room AND s.room = r.id AND m.value ->> 'user' = user_rooms.user""",
            "ALTER TABLE snapshots ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
            """
            UPDATE snapshots SET size = (
                SELECT count(*) FROM json_each(members) m WHERE m.value ->> 'role' NOT IN ('invited', 'banned'))""",
            MEMBERS,
            MEMBERS_BY_ROLE);

    /** Few entries are replies: the others are not in the index. */
    private static final String REPLIES = "CREATE INDEX replies ON entries (room, thread) WHERE thread IS NOT NULL";

    /** Rows beside an index of their keys: a search that passes a large value does not read it. */
    private static final String RECORDS =
            """
            CREATE TABLE records (
                scope TEXT NOT NULL,
                kind TEXT NOT NULL,
                key TEXT NOT NULL,
                version INTEGER NOT NULL,
                rank INTEGER NOT NULL,
                value TEXT NOT NULL, -- JSON
                PRIMARY KEY (scope, kind, key)
            ) STRICT""";

    /** Which message is under which id in the index of words, and whose text that has. */
    private static final String INDEXED_MESSAGES =
            """
            CREATE TABLE indexed_messages (
                id INTEGER PRIMARY KEY, -- the milliseconds since 1970 * 1024 + a count: in the order of time
                entry INTEGER NOT NULL, -- the id of the message
                source INTEGER NOT NULL -- the id of the entry with its text: the message, or its newest edit
            ) STRICT""";

    /** Words and no texts: which messages have a word, and not where. */
    private static final String SEARCH = "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', columnsize = 0,"
            + " detail = none, tokenize = \"ascii tokenchars '_-'\")";

    /** What is deleted leaves the index at once. */
    private static final String SEARCH_DELETES = "INSERT INTO search (search, rank) VALUES ('secure-delete', 1)";

    /**
     * Messages change: entries with effects are a chain, replies are found by their thread, and contents are erased. Records were in
     * the index of their keys.
     */
    static final List<String> TO_FORMAT_4 = List.of(
            "ALTER TABLE rooms ADD COLUMN folded INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE entries ADD COLUMN effects INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE entries ADD COLUMN previous_effect INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE entries ADD COLUMN thread INTEGER",
            "ALTER TABLE entries ADD COLUMN hash TEXT",
            REPLIES,
            "ALTER TABLE records RENAME TO old_records",
            RECORDS,
            "INSERT INTO records SELECT scope, kind, key, version, rank, value FROM old_records",
            "DROP TABLE old_records",
            "ALTER TABLE rooms ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0",
            INDEXED_MESSAGES,
            SEARCH,
            SEARCH_DELETES);

    /** What makes a file of an older format one of the next: those of format 1 first. */
    static final List<List<String>> MIGRATIONS = List.of(TO_FORMAT_2, TO_FORMAT_3, TO_FORMAT_4);

    /** What a new file has. */
    static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE rooms (
                id INTEGER PRIMARY KEY,
                room TEXT NOT NULL UNIQUE,
                head INTEGER NOT NULL DEFAULT 0, -- a hint: a seq that the room had reached
                folded INTEGER NOT NULL DEFAULT 0, -- an entry with effects: those of all up to it are written
                indexed INTEGER NOT NULL DEFAULT 0 -- up to this entry messages are in the index of words
            ) STRICT""",
            """
            CREATE TABLE entries (
                id INTEGER PRIMARY KEY,
                room INTEGER AS (id >> 36) VIRTUAL,
                seq INTEGER AS (id & 68719476735) VIRTUAL,
                sender TEXT NOT NULL,
                key TEXT NOT NULL, -- c: and the clientId, or m: and a random text; x before it: forgotten
                event TEXT NOT NULL,
                at INTEGER NOT NULL, -- milliseconds since 1970
                membership INTEGER NOT NULL, -- the newest membership entry up to this one
                previous INTEGER NOT NULL, -- of a membership entry: the one before it
                messages INTEGER NOT NULL, -- how many messages there are up to this entry
                last_message INTEGER NOT NULL, -- the seq of the newest of them; 0: none
                effects INTEGER NOT NULL, -- the newest entry with effects up to this one; 0: none
                previous_effect INTEGER NOT NULL, -- of an entry with effects: the one before it
                thread INTEGER, -- of a reply: the first message of its thread
                hash TEXT, -- of an erased entry: of what it said
                fields TEXT NOT NULL -- JSON
            ) STRICT""",
            """
            CREATE TABLE snapshots (
                room INTEGER PRIMARY KEY,
                details TEXT NOT NULL, -- JSON: {name, visibility, kind, ...}
                membership INTEGER NOT NULL, -- the newest membership entry in members
                members TEXT NOT NULL, -- JSON: [{user, role, since, until}]
                size INTEGER NOT NULL -- how many of them are members, and not only invited or banned
            ) STRICT""",
            """
            CREATE TABLE floors (
                room INTEGER PRIMARY KEY,
                first INTEGER NOT NULL, -- the seq of the first entry that is kept
                details TEXT NOT NULL, -- from here on the room as of the entry before it
                membership INTEGER NOT NULL,
                members TEXT NOT NULL
            ) STRICT""",
            """
            CREATE TABLE user_rooms (
                user TEXT NOT NULL,
                room TEXT NOT NULL,
                seq INTEGER NOT NULL, -- of the newest change
                at INTEGER NOT NULL,
                member INTEGER NOT NULL,
                role TEXT NOT NULL, -- of a member
                since INTEGER NOT NULL, -- the entry that made the user a member
                PRIMARY KEY (user, room)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX rooms_left ON user_rooms (user, at) WHERE member = 0",
            MEMBERS,
            MEMBERS_BY_ROLE,
            RECORDS,
            // keys are in an index until they are forgotten
            "CREATE UNIQUE INDEX recent_keys ON entries (room, sender, key) WHERE key < 'x'",
            "CREATE INDEX recent_times ON entries (at) WHERE key < 'x'",
            REPLIES,
            INDEXED_MESSAGES,
            SEARCH,
            SEARCH_DELETES,
            "PRAGMA application_id = " + APPLICATION_ID,
            "PRAGMA user_version = " + FORMAT);

    private Schema() {}
}
