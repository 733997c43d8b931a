// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.sqlite;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Reads that may take long, one after the other. */
final class SerialReads {
    private static final int MAX_WAITING = 100;

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /** Fails with TOO_MANY when too many wait. */
    <T> Future<T> run(Supplier<Future<T>> read) {
        Promise<T> result = Promise.promise();
        synchronized (this) {
            if (waiting.size() >= MAX_WAITING) {
                return Future.failedFuture(new HubException(ErrorCode.TOO_MANY, "too many searches at a time"));
            }
            waiting.add(() -> read.get().onComplete(result).onComplete(done -> next(true)));
        }
        next(false);
        return result.future();
    }

    private void next(boolean ended) {
        Runnable first;
        synchronized (this) {
            if (running && !ended) {
                return;
            }
            first = waiting.poll();
            running = first != null;
        }
        if (first != null) {
            first.run();
        }
    }
}
