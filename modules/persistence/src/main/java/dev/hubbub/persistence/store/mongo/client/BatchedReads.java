// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.client;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks many questions of one kind in one query. At most two queries run at a time; questions that arrive meanwhile wait and
 * go together in the next one. So each query begins after its questions, and a question that comes alone does not wait.
 *
 * @param <Q> a question
 * @param <A> its answer
 */
public final class BatchedReads<Q, A> {
    static final int PARALLEL = 2;

    private final Function<List<Q>, Future<List<A>>> read;
    private final ToIntFunction<Q> documents;
    private final int maxDocuments;
    private final int maxWaiting;
    private final Deque<Waiting<Q, A>> waiting = new ArrayDeque<>();
    private int running;

    /** @param caller the context of the caller; null: a thread that has none */
    private record Waiting<Q, A>(Q question, Promise<A> answer, @Nullable Context caller) {}

    /**
     * @param read answers questions in their order
     * @param documents how many documents a question asks for
     * @param maxDocuments how many documents one query asks for, unless a single question asks for more
     * @param maxWaiting how many questions may wait
     */
    public BatchedReads(
            Function<List<Q>, Future<List<A>>> read, ToIntFunction<Q> documents, int maxDocuments, int maxWaiting) {
        this.read = read;
        this.documents = documents;
        this.maxDocuments = maxDocuments;
        this.maxWaiting = maxWaiting;
    }

    /** Fails with UNAVAILABLE when too many questions wait. */
    public Future<A> ask(Q question) {
        Waiting<Q, A> asked = new Waiting<>(question, Promise.promise(), Vertx.currentContext());
        synchronized (this) {
            if (waiting.size() >= maxWaiting) {
                return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too much waits for the store"));
            }
            waiting.add(asked);
        }
        readNext();
        return asked.answer().future();
    }

    /** How many questions wait; from any thread. */
    public synchronized int waiting() {
        return waiting.size();
    }

    private void readNext() {
        List<Waiting<Q, A>> next = take();
        if (next.isEmpty()) {
            return;
        }
        List<Q> questions = next.stream().map(Waiting::question).toList();
        Future.<Void>succeededFuture().compose(begun -> read.apply(questions)).onComplete(result -> {
            synchronized (this) {
                running--;
            }
            readNext();
            for (int i = 0; i < next.size(); i++) {
                int index = i;
                answer(next.get(i), result.map(answers -> answers.get(index)));
            }
        });
    }

    private synchronized List<Waiting<Q, A>> take() {
        List<Waiting<Q, A>> next = new ArrayList<>();
        if (running == PARALLEL || waiting.isEmpty()) {
            return next;
        }
        int weight = 0;
        while (!waiting.isEmpty()) {
            weight += documents.applyAsInt(waiting.peek().question());
            if (!next.isEmpty() && weight > maxDocuments) {
                break;
            }
            next.add(waiting.poll());
        }
        running++;
        return next;
    }

    private static <Q, A> void answer(Waiting<Q, A> asked, AsyncResult<A> result) {
        Context caller = asked.caller();
        if (caller == null || caller == Vertx.currentContext()) {
            asked.answer().handle(result);
        } else {
            caller.runOnContext(now -> asked.answer().handle(result));
        }
    }
}
