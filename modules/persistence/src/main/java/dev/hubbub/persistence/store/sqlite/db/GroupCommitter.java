// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes with one connection. A transaction takes the operations that wait at that moment; each is answered when it is
 * committed. An operation that fails by itself is taken out, and the others are run again without it. If the file cannot
 * be written the transaction is rolled back, and all its operations are refused.
 */
final class GroupCommitter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
    private static final int MAX_OPERATIONS = 500;
    private static final int MAX_WEIGHT = 4 * 1024 * 1024;

    private final SqliteConnection connection;
    private final Executor thread;
    private final Checkpointer checkpointer;
    private final StoreFailures failures = new StoreFailures("the store cannot be written");
    private final Queue<Operation<?>> waiting = new ConcurrentLinkedQueue<>(); // bounded by maxCalls

    /** @param thread a single one, which alone uses the connection */
    GroupCommitter(SqliteConnection connection, Executor thread, Checkpointer checkpointer) {
        this.connection = connection;
        this.thread = thread;
        this.checkpointer = checkpointer;
    }

    /** From any thread. Throws RejectedExecutionException when the thread takes nothing more. */
    void submit(Operation<?> operation) {
        waiting.add(operation);
        try {
            thread.execute(this::commitWaiting); // finds nothing if an earlier transaction took the operation
        } catch (RejectedExecutionException e) {
            if (waiting.remove(operation)) {
                throw e;
            }
        }
    }

    private void commitWaiting() {
        List<Operation<?>> group = new ArrayList<>();
        int weight = 0;
        while (group.size() < MAX_OPERATIONS && weight < MAX_WEIGHT) {
            Operation<?> next = waiting.poll();
            if (next == null) {
                break;
            }
            group.add(next);
            weight += next.weight();
        }
        while (!group.isEmpty()) {
            group = commit(group);
        }
    }

    /** Returns the operations that must be run again. */
    private List<Operation<?>> commit(List<Operation<?>> group) {
        try {
            connection.update("BEGIN IMMEDIATE");
            for (Operation<?> operation : group) {
                Throwable failure = run(operation);
                if (failure != null) {
                    rollback();
                    operation.fail(failure);
                    return group.stream().filter(each -> each != operation).toList();
                }
            }
            connection.update("COMMIT");
        } catch (SQLException e) {
            return failAll(group, failures.unavailable(e));
        } catch (RuntimeException | Error e) { // the askers are told, whatever it is
            return failAll(group, e);
        }
        failures.recovered();
        group.forEach(Operation::succeed);
        checkpointer.committed(connection.written());
        return List.of();
    }

    private List<Operation<?>> failAll(List<Operation<?>> group, Throwable failure) {
        rollback();
        group.forEach(operation -> operation.fail(failure));
        return List.of();
    }

    /** Returns why it failed by itself. */
    private @Nullable Throwable run(Operation<?> operation) throws SQLException {
        try {
            operation.run(connection);
            return null;
        } catch (SQLException e) {
            if (StoreFailures.isOfFile(e)) {
                throw e;
            }
            return e;
        } catch (RuntimeException | Error e) { // the thread must go on for the others
            return e;
        }
    }

    private void rollback() {
        try {
            connection.update("ROLLBACK");
        } catch (SQLException e) {
            // SQLite has rolled back already
        } catch (RuntimeException | Error e) { // the next BEGIN fails, and tries again
            LOG.warn("a transaction was not rolled back", e);
        }
    }
}
