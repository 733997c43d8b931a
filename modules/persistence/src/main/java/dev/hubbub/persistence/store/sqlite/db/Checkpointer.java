// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the log of SQLite into the file on a thread of its own, so that no commit waits for that. While commits do not
 * stop the log is never moved to its end, and grows; from a certain size on the writer moves the small rest.
 */
final class Checkpointer {
    /** About 4 to 16 MB of log. */
    private static final int INTERVAL_ROWS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final SqliteConnection connection;
    private final ExecutorService thread = StoreThreads.executor("hubbub-store-checkpoint-", 1);
    private final AtomicBoolean running = new AtomicBoolean();
    private long checkpointedRows;

    Checkpointer(SqliteConnection connection) {
        this.connection = connection;
    }

    /** @param rows how many the writer has written since its start; from the thread of the writer */
    void committed(long rows) {
        if (rows - checkpointedRows >= INTERVAL_ROWS && running.compareAndSet(false, true)) {
            checkpointedRows = rows;
            try {
                thread.execute(this::checkpoint);
            } catch (RejectedExecutionException e) {
                running.set(false); // closing: the log is moved then
            }
        }
    }

    private void checkpoint() {
        try {
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) {
            LOG.debug("the log was not moved", e); // a full disk: tried again later, and nothing is lost
        } finally {
            running.set(false);
        }
    }

    /** Ends the thread, then the connection may be closed. */
    void shutdown() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(1, TimeUnit.MINUTES);
    }
}
