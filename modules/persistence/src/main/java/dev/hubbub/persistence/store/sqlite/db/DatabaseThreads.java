// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.persistence.config.PersistenceConfig.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that writes, threads that read, and their connections. Readers never wait for the writer. */
final class DatabaseThreads {
    private static final int READERS = 2;
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseThreads.class);

    private final StoreLock lock;
    private final SqliteConnection writing;
    private final SqliteConnection checkpointing;
    private final Queue<SqliteConnection> reading = new ArrayBlockingQueue<>(READERS);
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(StoreThreads.factory("hubbub-store-writer-"));
    private final ExecutorService readers =
            Executors.newFixedThreadPool(READERS, StoreThreads.factory("hubbub-store-reader-"));
    private final Checkpointer checkpointer;
    private final GroupCommitter committer;
    private final StoreFailures failures = new StoreFailures("the store cannot be read");

    private DatabaseThreads(StoreLock lock, List<SqliteConnection> opened) {
        this.lock = lock;
        writing = opened.get(0);
        checkpointing = opened.get(1);
        reading.addAll(opened.subList(2, opened.size()));
        checkpointer = new Checkpointer(checkpointing);
        committer = new GroupCommitter(writing, writer, checkpointer);
    }

    static DatabaseThreads open(Path directory, DatabaseFile file) {
        StoreLock lock = StoreLock.of(directory);
        List<SqliteConnection> opened = new ArrayList<>();
        try {
            opened.add(file.openForWriting());
            opened.add(file.openForWriting());
            for (int i = 0; i < READERS; i++) {
                opened.add(file.openForReading());
            }
            return new DatabaseThreads(lock, opened);
        } catch (StoreException e) {
            opened.forEach(DatabaseThreads::close);
            lock.close();
            throw e;
        }
    }

    /** Throws RejectedExecutionException after {@link #shutdown}. */
    void write(Operation<?> operation) {
        committer.submit(operation);
    }

    /** Throws RejectedExecutionException after {@link #shutdown}. */
    void read(Operation<?> operation) {
        readers.execute(() -> {
            SqliteConnection connection = reading.remove(); // as many as threads
            Throwable failure = run(operation, connection);
            reading.add(connection);
            if (failure == null) {
                operation.succeed();
            } else {
                operation.fail(failure);
            }
        });
    }

    private @Nullable Throwable run(Operation<?> operation, SqliteConnection connection) {
        try {
            operation.run(connection);
            failures.recovered();
            return null;
        } catch (SQLException e) {
            return StoreFailures.isOfFile(e) ? failures.unavailable(e) : e;
        } catch (RuntimeException | Error e) { // the asker is told, whatever it is
            return e;
        }
    }

    /** Takes no more operations. */
    void shutdown() {
        readers.shutdown();
        writer.shutdown();
    }

    /** Waits for the operations, copies the write-ahead log into the file, and closes it. */
    void close() throws InterruptedException {
        while (!readers.awaitTermination(1, TimeUnit.MINUTES) || !writer.awaitTermination(1, TimeUnit.MINUTES)) {
            LOG.warn("the store still writes");
        }
        checkpointer.shutdown();
        reading.forEach(DatabaseThreads::close);
        close(checkpointing);
        try {
            writing.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException e) {
            LOG.warn("the write-ahead log stays beside the store: {}", e.getMessage()); // the next start reads it
        }
        close(writing);
        lock.close();
    }

    private static void close(SqliteConnection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("a connection of the store was not closed: {}", e.getMessage());
        }
    }
}
