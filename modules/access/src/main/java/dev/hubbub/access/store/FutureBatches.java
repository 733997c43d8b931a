// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.store;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs many asynchronous requests, a limited number at a time. */
public final class FutureBatches {
    /** Splits the list into parts of this size; the last part may be smaller. */
    public static <T> List<List<T>> split(List<T> items, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size) {
            parts.add(items.subList(from, Math.min(items.size(), from + size)));
        }
        return parts;
    }

    /** Runs {@code width} requests at a time; results keep the order of the items. A failure waits for its batch. */
    public static <T, R> Future<List<R>> run(List<T> items, int width, Function<T, Future<R>> request) {
        Future<List<R>> all = Future.succeededFuture(new ArrayList<>());
        for (List<T> part : split(items, width)) {
            all = all.compose(results -> runTogether(part, request).map(more -> append(results, more)));
        }
        return all;
    }

    private static <T, R> Future<List<R>> runTogether(List<T> part, Function<T, Future<R>> request) {
        List<Future<R>> futures = part.stream().map(request).toList();
        return Future.join(futures)
                .map(all -> futures.stream().map(Future::result).toList());
    }

    private static <R> List<R> append(List<R> results, List<R> more) {
        results.addAll(more);
        return results;
    }

    private FutureBatches() {}
}
