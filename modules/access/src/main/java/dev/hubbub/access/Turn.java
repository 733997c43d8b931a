// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A request's place in the queue of its room. */
abstract class Turn<T> {
    private final Promise<T> result = Promise.promise();
    private long number;
    private long since;

    /** What the request comes to. */
    final Future<T> result() {
        return result.future();
    }

    final void enter(long place, long now) {
        number = place;
        since = now;
    }

    /** Its place: turns are taken by number, also when one is taken again. */
    final long number() {
        return number;
    }

    final long since() {
        return since;
    }

    final void settle(AsyncResult<T> outcome) {
        if (outcome.succeeded()) {
            result.tryComplete(outcome.result());
        } else {
            fail(outcome.cause());
        }
    }

    final void fail(Throwable cause) {
        result.tryFail(Staleness.shown(cause));
    }

    /** Whether it waits until no append of an earlier turn is under way. */
    boolean alone() {
        return false;
    }

    /** Takes the turn. When the future completes the next one may; when it fails, so does the request. */
    abstract Future<?> begin(RoomQueue queue);
}
