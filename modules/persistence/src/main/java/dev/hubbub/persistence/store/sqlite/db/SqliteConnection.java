// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * A connection with its prepared statements, for one thread at a time. It keeps one statement for each text, so the
 * texts must be constants.
 */
public final class SqliteConnection implements AutoCloseable {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long written;

    SqliteConnection(Connection connection) {
        this.connection = connection;
    }

    /** Reads a row of a result. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Without any settings, so that opening a file that is not ours changes nothing in it. */
    static SqliteConnection open(Path file) throws SQLException {
        // as a URI, because the driver takes what follows a question mark for settings
        String uri = file.toAbsolutePath().toUri().toString();
        return new SqliteConnection(new SQLiteConfig().createConnection("jdbc:sqlite:" + uri));
    }

    /** Runs a statement once, without keeping it. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How many rows were written. */
    public int update(String sql, @Nullable Object... values) throws SQLException {
        try {
            int rows = bind(sql, values).executeUpdate();
            written += rows;
            return rows;
        } catch (SQLException e) {
            forget(sql);
            throw e;
        }
    }

    /** How many rows were written since it was opened. */
    long written() {
        return written;
    }

    /** All rows. */
    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        // closed at once: an open result would keep the write-ahead log from being used again
        try (ResultSet rows = bind(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            forget(sql);
            throw e;
        }
    }

    /** A number, where there is exactly one row. */
    public long number(String sql, @Nullable Object... values) throws SQLException {
        return list(sql, row -> row.getLong(1), values).get(0);
    }

    private PreparedStatement bind(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** A statement that failed is of no more use: the driver has ended it. */
    private void forget(String sql) throws SQLException {
        PreparedStatement failed = statements.remove(sql);
        if (failed != null) {
            failed.close();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close(); // and its statements
    }
}
