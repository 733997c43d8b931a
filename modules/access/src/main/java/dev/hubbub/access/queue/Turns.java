// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs work about the same thing one after the other, in the order of arrival, and all other work beside it. It has no limit of
 * its own: what runs here has been admitted by {@link RoomQueues}.
 *
 * @param <K> what the work is about
 */
public final class Turns<K> {
    private final Map<K, Future<?>> last = new HashMap<>();

    /** Runs work when the work before it has ended, well or not. */
    public <T> Future<T> run(K key, Supplier<Future<T>> work) {
        Future<?> before = last.getOrDefault(key, Future.succeededFuture());
        Future<T> result = before.transform(ended -> work.get());
        last.put(key, result);
        return result.onComplete(ended -> last.remove(key, result));
    }

    /** About how many things there is work. */
    int size() {
        return last.size();
    }
}
