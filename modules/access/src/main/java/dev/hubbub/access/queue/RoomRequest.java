// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A request in the queue of its room. */
abstract class RoomRequest<T> {
    private final Promise<T> result = Promise.promise();
    private long position;
    private long enqueuedAt;

    /** The result of the request. */
    final Future<T> result() {
        return result.future();
    }

    final void enqueued(long position, long now) {
        this.position = position;
        enqueuedAt = now;
    }

    /** The order in the queue. A request that is retried keeps its position. */
    final long position() {
        return position;
    }

    final long enqueuedAt() {
        return enqueuedAt;
    }

    final void complete(AsyncResult<T> completed) {
        if (completed.succeeded()) {
            result.tryComplete(completed.result());
        } else {
            fail(completed.cause());
        }
    }

    final void fail(Throwable cause) {
        result.tryFail(StaleRetry.forCaller(cause));
    }

    /** Whether it waits until no earlier append is in flight. */
    boolean isExclusive() {
        return false;
    }

    /** Starts the request. The next request starts when the future completes; a failed future fails this request. */
    abstract Future<?> start(RoomQueue queue);
}
