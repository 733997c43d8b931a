// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A request's place in the queue of its room. */
abstract class RoomRequest<T> {
    private final Promise<T> result = Promise.promise();
    private long position;
    private long enqueuedAt;

    /** What the request comes to. */
    final Future<T> result() {
        return result.future();
    }

    final void enqueued(long position, long now) {
        this.position = position;
        enqueuedAt = now;
    }

    /** Its place: turns are taken by number, also when one is taken again. */
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

    /** Whether it waits until no append of an earlier turn is under way. */
    boolean isExclusive() {
        return false;
    }

    /** Takes the turn. When the future completes the next one may; when it fails, so does the request. */
    abstract Future<?> start(RoomQueue queue);
}
