// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One SQLite file with its threads. Operations run off the event loops, and their futures complete on the context that
 * asked. At most {@code maxCalls} wait or run at a time.
 */
public final class SqliteDatabase {
    private final Vertx vertx;
    private final int maxCalls;
    private final DatabaseThreads threads;
    private final AtomicInteger calls = new AtomicInteger();
    private @Nullable Future<Void> closed;

    /** What an operation does, on a thread of the store. */
    @FunctionalInterface
    public interface Work<T> {
        T run(SqliteConnection connection) throws SQLException;
    }

    /** What an operation without a result does, on a thread of the store. */
    @FunctionalInterface
    public interface Change {
        void run(SqliteConnection connection) throws SQLException;
    }

    private SqliteDatabase(Vertx vertx, int maxCalls, DatabaseThreads threads) {
        this.vertx = vertx;
        this.maxCalls = maxCalls;
        this.threads = threads;
    }

    /** Fails with a StoreException for the operator. */
    public static Future<SqliteDatabase> open(Vertx vertx, Path directory, PersistenceConfig config) {
        return vertx.executeBlocking(() -> DatabaseThreads.open(
                        directory, new DatabaseFile(directory, config.durability(), config.answerMillis())))
                .map(threads -> new SqliteDatabase(vertx, config.maxCalls(), threads));
    }

    /**
     * Completes when the work is committed.
     *
     * @param weight about how many characters it writes
     * @param work may be run more than once, and has no effect elsewhere
     */
    public <T> Future<T> write(int weight, Work<T> work) {
        return submit(new Operation<>(work, weight, vertx.getOrCreateContext(), this::ended), threads::write);
    }

    /** The same without a result. */
    public Future<Void> change(int weight, Change change) {
        return write(weight, connection -> {
                    change.run(connection);
                    return true;
                })
                .mapEmpty();
    }

    /** Sees all that was committed before. */
    public <T> Future<T> read(Work<T> work) {
        return submit(new Operation<>(work, 0, vertx.getOrCreateContext(), this::ended), threads::read);
    }

    private <T> Future<T> submit(Operation<T> operation, Consumer<Operation<?>> queue) {
        if (calls.incrementAndGet() > maxCalls) {
            return refused("too much waits for the store");
        }
        try {
            queue.accept(operation);
            return operation.reply();
        } catch (RejectedExecutionException e) {
            return refused("the store is closed");
        }
    }

    private <T> Future<T> refused(String text) {
        ended();
        return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, text));
    }

    private void ended() {
        calls.decrementAndGet();
    }

    /** How many operations wait or run; from any thread. */
    public int calls() {
        return calls.get();
    }

    /** Takes no more operations, and completes when those that wait are done and the file is closed. */
    public synchronized Future<Void> close() {
        if (closed == null) {
            threads.shutdown();
            closed = vertx.executeBlocking(() -> {
                threads.close();
                return null;
            });
        }
        return closed;
    }
}
