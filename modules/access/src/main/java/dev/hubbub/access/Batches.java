// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Asks many questions, so many at a time. */
final class Batches {
    /** The list in parts of a size, the last one perhaps smaller. */
    static <T> List<List<T>> of(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            parts.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return parts;
    }

    /** The answers in the order of the questions, {@code width} at a time; a failure waits for those asked with it. */
    static <T, R> Future<List<R>> ask(List<T> all, int width, Function<T, Future<R>> question) {
        Future<List<R>> answers = Future.succeededFuture(new ArrayList<>());
        for (List<T> part : of(all, width)) {
            answers = answers.compose(sofar -> together(part, question).map(more -> join(sofar, more)));
        }
        return answers;
    }

    private static <T, R> Future<List<R>> together(List<T> part, Function<T, Future<R>> question) {
        List<Future<R>> asked = part.stream().map(question).toList();
        return Future.join(asked).map(all -> asked.stream().map(Future::result).toList());
    }

    private static <R> List<R> join(List<R> sofar, List<R> more) {
        sofar.addAll(more);
        return sofar;
    }

    private Batches() {}
}
