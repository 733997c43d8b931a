// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.Future;
import java.util.List;

/**
 * Runs requests of one room that wait one after the other, while no other request of the room runs.
 *
 * @param <Q> a request
 * @param <T> its result
 */
@FunctionalInterface
public interface BatchRunner<Q, T> {
    /** How many requests may run together. */
    int MAX_BATCH = 100;

    /**
     * Completes each request, or leaves it: then it returns to its old position in the queue, and runs again. A failed
     * future fails those that are left.
     *
     * @param batch at least one request, in the order of arrival
     */
    Future<?> run(List<Pending<Q, T>> batch);

    /** A request whose caller waits for the result. */
    interface Pending<Q, T> {
        Q request();

        void complete(T result);

        void fail(Throwable cause);
    }
}
