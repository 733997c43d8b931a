// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the write-ahead log into the file, and forces both to disk, on a thread of its own, so that no commit waits for
 * that: a second after a commit, and sooner after many. While commits do not pause it never reaches the end of the log,
 * which grows; from a certain size on the writer copies the small rest.
 */
final class Checkpointer {
    /** About 2 to 8 MB of the write-ahead log. */
    private static final int INTERVAL_ROWS = 500;

    private static final long DELAY_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    private final SqliteConnection connection;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(StoreThreads.factory("hubbub-store-checkpoint-"));

    /** Drops what is still to come when the thread ends: closing copies the write-ahead log. */
    private final Executor later = CompletableFuture.delayedExecutor(DELAY_MILLIS, TimeUnit.MILLISECONDS, thread);

    private final AtomicBoolean dueNow = new AtomicBoolean();
    private final AtomicBoolean dueLater = new AtomicBoolean();
    private long checkpointedRows;

    Checkpointer(SqliteConnection connection) {
        this.connection = connection;
    }

    /** @param rows how many the writer has written since its start; from the thread of the writer */
    void committed(long rows) {
        try {
            if (rows - checkpointedRows >= INTERVAL_ROWS && dueNow.compareAndSet(false, true)) {
                checkpointedRows = rows;
                thread.execute(() -> checkpoint(dueNow));
            }
            if (dueLater.compareAndSet(false, true)) {
                later.execute(() -> checkpoint(dueLater));
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("closing: that copies the write-ahead log too");
        }
    }

    private void checkpoint(AtomicBoolean due) {
        due.set(false); // before the copy: a commit meanwhile needs another one
        try {
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)");
        } catch (SQLException e) { // a full disk: it is tried again after the next commit, and nothing is lost
            LOG.debug("the write-ahead log was not copied", e);
        }
    }

    /** Ends the thread, then the connection may be closed. */
    void shutdown() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(1, TimeUnit.MINUTES);
    }
}
