// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite.db;

import dev.hubbub.persistence.store.sqlite.db.SqliteDatabase.Work;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Work that waits for a connection, and its outcome. It may be run again as long as its outcome is not told. */
final class Operation<T> {
    private final Work<T> work;
    private final int weight;
    private final Context context;
    private final Runnable ended;
    private final Promise<T> reply = Promise.promise();
    private @Nullable T result;

    /**
     * @param weight about how many characters it writes
     * @param context where the outcome is told
     * @param ended runs just before that
     */
    Operation(Work<T> work, int weight, Context context, Runnable ended) {
        this.work = work;
        this.weight = weight;
        this.context = context;
        this.ended = ended;
    }

    int weight() {
        return weight;
    }

    Future<T> reply() {
        return reply.future();
    }

    /** Keeps the result until {@link #succeed}. */
    void run(SqliteConnection connection) throws SQLException {
        result = work.run(connection);
    }

    void succeed() {
        T value = result;
        tell(() -> reply.complete(value));
    }

    void fail(Throwable cause) {
        tell(() -> reply.fail(cause));
    }

    private void tell(Runnable outcome) {
        ended.run();
        try {
            context.runOnContext(now -> outcome.run());
        } catch (RejectedExecutionException e) { // Vert.x is closed: the last listeners wait for no context
            outcome.run();
        }
    }
}
