// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.persistence.config.PersistenceConfig.Durability;
import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;

/**
 * The file of the store. A new file is completed before it gets its name; so an existing file that cannot be read is
 * damaged, and is refused rather than replaced. Only the user of the process may read it; SQLite gives the files beside
 * it the same rights.
 */
final class DatabaseFile {
    static final String NAME = "hubbub.db";

    private static final String EXPECTED = " (expected: a store that this version of the hub wrote; bring back a copy"
            + " of it, or move it away to begin anew)";

    private final Path path;
    private final Durability durability;
    private final int busyMillis;

    /** @param busyMillis how long to wait for another program that writes the file */
    DatabaseFile(Path directory, Durability durability, int busyMillis) {
        this.path = directory.resolve(NAME);
        this.durability = durability;
        this.busyMillis = busyMillis;
    }

    /** Makes the file if it is missing, and opens it for writing. */
    SqliteConnection openForWriting() {
        loadLibrary();
        if (!Files.exists(path)) {
            create();
        }
        SqliteConnection connection = null;
        try {
            connection = SqliteConnection.open(path);
            long format = readFormat(connection);
            configure(connection);
            if (format < Schema.FORMAT) {
                upgrade(connection, format);
            }
            checkTables(connection);
            for (String suffix : List.of("", "-wal", "-shm")) {
                OwnerOnly.restrict(path.resolveSibling(NAME + suffix));
            }
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw damaged(e);
        } catch (StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Opens the file, which a connection has open for writing. */
    SqliteConnection openForReading() {
        SqliteConnection connection = null;
        try {
            connection = SqliteConnection.open(path);
            configure(connection);
            connection.execute("PRAGMA query_only = ON");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw damaged(e);
        }
    }

    /** Where the library unpacks its native part is the property {@code org.sqlite.tmpdir}, set before its first use. */
    private static void loadLibrary() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception | LinkageError e) { // it declares no narrower type
            String directory = System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir", ""));
            throw new StoreException(directory + ": the native library of SQLite cannot be loaded from there (expected:"
                    + " a directory that can be written, with the right to execute, on a supported system)");
        }
    }

    private void create() {
        Path log = path.resolveSibling(NAME + "-wal");
        if (Files.exists(log)) { // SQLite would apply it to the new file
            throw new StoreException(log + ": there without " + NAME + " (expected: both files, or none of them)");
        }
        Path unfinished = path.resolveSibling(NAME + ".new");
        try {
            Files.deleteIfExists(unfinished);
            OwnerOnly.createFile(unfinished);
            try (SqliteConnection connection = SqliteConnection.open(unfinished)) {
                for (String statement : Schema.STATEMENTS) {
                    connection.execute(statement);
                }
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            syncDirectory();
        } catch (IOException | SQLException e) {
            throw new StoreException(path + ": cannot be made (expected: a directory that can be written)");
        }
    }

    /** So that a power cut does not take the name of a file that holds acknowledged entries. */
    private void syncDirectory() {
        Path directory = path.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows opens no directories, and needs no sync of them
        }
    }

    private long readFormat(SqliteConnection connection) throws SQLException {
        if (connection.number("PRAGMA application_id") != Schema.APPLICATION_ID) {
            throw new StoreException(path + ": of another program" + EXPECTED);
        }
        long format = connection.number("PRAGMA user_version");
        if (format > Schema.FORMAT) {
            throw new StoreException(path + ": format " + format + " (expected: at most " + Schema.FORMAT
                    + ", written by this version of the hub or an older one)");
        }
        return format;
    }

    /** All or nothing, so that a start that is interrupted begins again. */
    private static void upgrade(SqliteConnection connection, long format) throws SQLException {
        connection.execute("BEGIN IMMEDIATE");
        if (format == 1) {
            execute(connection, Schema.TO_FORMAT_1);
        }
        for (List<String> statements : Schema.MIGRATIONS.subList((int) format - 1, Schema.MIGRATIONS.size())) {
            execute(connection, statements);
        }
        connection.execute("PRAGMA user_version = " + Schema.FORMAT);
        connection.execute("COMMIT");
    }

    private static void execute(SqliteConnection connection, List<String> statements) throws SQLException {
        for (String statement : statements) {
            connection.execute(statement);
        }
    }

    /** Reads both ends of every table, so that a damaged one stops the start and not the first request. */
    private static void checkTables(SqliteConnection connection) throws SQLException {
        for (String table : Schema.TABLES) {
            connection.execute("SELECT * FROM " + table + " LIMIT 1");
        }
        connection.number("SELECT max(id) FROM entries");
    }

    /**
     * With {@code synchronous = NORMAL} a commit is written, and survives the end of the process; the next checkpoint
     * forces it to disk. A power cut before that takes the newest commits, and leaves a store that is whole. With
     * {@code FULL} each commit is forced to disk. Temporary data needs no directory.
     */
    private void configure(SqliteConnection connection) throws SQLException {
        boolean power = durability == Durability.POWER;
        connection.execute("PRAGMA busy_timeout = " + busyMillis);
        connection.execute("PRAGMA journal_mode = WAL");
        connection.execute("PRAGMA synchronous = " + (power ? "FULL" : "NORMAL"));
        connection.execute("PRAGMA fullfsync = " + (power ? "ON" : "OFF")); // of macOS only
        connection.execute("PRAGMA secure_delete = ON"); // what is erased is overwritten
        connection.execute("PRAGMA temp_store = MEMORY");
        connection.execute("PRAGMA cache_size = -16384");
        connection.execute("PRAGMA wal_autocheckpoint = 4000");
        connection.execute("PRAGMA journal_size_limit = 16777216");
    }

    private StoreException damaged(SQLException e) {
        String reason = e.getMessage() == null
                ? "damaged"
                : e.getMessage().lines().findFirst().orElse("damaged");
        return new StoreException(path + ": " + reason + EXPECTED);
    }

    private static void closeQuietly(@Nullable SqliteConnection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // the failure that is reported came before
            }
        }
    }
}
