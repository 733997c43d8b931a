// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.buffer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Bounds how many calls are under way at a time; further ones wait in order. Belongs to one event loop. */
public final class AsyncSemaphore {
    private final int permits;
    private final Deque<Question<?>> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean starting;

    private final class Question<T> {
        private final Supplier<Future<T>> question;
        private final Promise<T> answer = Promise.promise();

        Question(Supplier<Future<T>> question) {
            this.question = question;
        }

        void ask() {
            question.get().onComplete(answer).onComplete(either -> release());
        }
    }

    public AsyncSemaphore(int permits) {
        this.permits = permits;
    }

    public <T> Future<T> acquire(Supplier<Future<T>> question) {
        Question<T> last = new Question<>(question);
        waiting.add(last);
        startWaiting();
        return last.answer.future();
    }

    /** Those that wait are not asked any more. */
    void refuse(Throwable cause) {
        List<Question<?>> refused = List.copyOf(waiting);
        waiting.clear();
        refused.forEach(question -> question.answer.fail(cause));
    }

    private void release() {
        underWay--;
        startWaiting();
    }

    private void startWaiting() {
        if (starting) {
            return; // a question was answered at once; the loop below goes on
        }
        starting = true;
        while (underWay < permits && !waiting.isEmpty()) {
            underWay++;
            waiting.poll().ask();
        }
        starting = false;
    }
}
