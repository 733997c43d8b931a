// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Lets so many questions be asked at a time; further ones wait in order. Belongs to one event loop. */
final class Gate {
    private final int width;
    private final Deque<Question<?>> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean opening;

    private final class Question<T> {
        private final Supplier<Future<T>> question;
        private final Promise<T> answer = Promise.promise();

        Question(Supplier<Future<T>> question) {
            this.question = question;
        }

        void ask() {
            question.get().onComplete(answer).onComplete(either -> passed());
        }
    }

    Gate(int width) {
        this.width = width;
    }

    <T> Future<T> pass(Supplier<Future<T>> question) {
        Question<T> last = new Question<>(question);
        waiting.add(last);
        open();
        return last.answer.future();
    }

    /** Those that wait are not asked any more. */
    void refuse(Throwable cause) {
        List<Question<?>> refused = List.copyOf(waiting);
        waiting.clear();
        refused.forEach(question -> question.answer.fail(cause));
    }

    private void passed() {
        underWay--;
        open();
    }

    private void open() {
        if (opening) {
            return; // a question was answered at once; the loop below goes on
        }
        opening = true;
        while (underWay < width && !waiting.isEmpty()) {
            underWay++;
            waiting.poll().ask();
        }
        opening = false;
    }
}
