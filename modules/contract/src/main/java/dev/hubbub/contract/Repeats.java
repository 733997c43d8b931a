// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.VertxInternal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Asks again when a node has left the cluster meanwhile. The event bus lets a call to a dead node wait for its whole
 * time, though another node serves the same soon; and until then it says that nobody does. The first answer counts.
 * Safe for use by several threads.
 */
final class Repeats {
    private static final long TICK_MILLIS = 250;
    static final long PATIENCE_MILLIS = 1_000;

    /** Beside the first, of those that are not answered: a node that is only slow gets no more to do. */
    private static final int MAX_REPEATS = 2;

    private final Departures departures;
    private final Set<Call<?>> calls = ConcurrentHashMap.newKeySet();
    private final LongSupplier clock;

    Repeats(VertxInternal vertx) {
        this(Departures.of(vertx.clusterManager()), () -> System.nanoTime() / 1_000_000);
        if (vertx.isClustered()) {
            // on a context of its own: calls of a verticle that is being undeployed are still to be answered
            vertx.createEventLoopContext().setPeriodic(TICK_MILLIS, tick -> tick());
        }
    }

    Repeats(Departures departures, LongSupplier clock) {
        this.departures = departures;
        this.clock = clock;
    }

    /**
     * The answer to a question that may be asked more than once.
     *
     * @param question asks, and waits for so many milliseconds
     * @param promise what the answer completes
     */
    <T> Future<T> ask(LongFunction<Future<T>> question, Promise<T> promise, long timeoutMillis) {
        long now = clock.getAsLong();
        Call<T> call = new Call<>(question, promise, now, now + timeoutMillis);
        calls.add(call);
        call.ask(now);
        return promise.future();
    }

    void tick() {
        long now = clock.getAsLong();
        boolean unsettled = departures.isUnsettled(now);
        calls.forEach(call -> call.look(now, unsettled));
    }

    private final class Call<T> {
        private final LongFunction<Future<T>> question;
        private final Promise<T> answer;
        private final long deadline;
        private long askedAt;
        private int waiting = 1;
        private int repeats;
        private Throwable failure;

        Call(LongFunction<Future<T>> question, Promise<T> answer, long now, long deadline) {
            this.question = question;
            this.answer = answer;
            this.askedAt = now;
            this.deadline = deadline;
        }

        void ask(long now) {
            question.apply(Math.max(1, deadline - now)).onComplete(this::answered);
        }

        private void answered(AsyncResult<T> either) {
            if (either.succeeded() || isOver(either.cause())) {
                end(either);
            }
        }

        private boolean isOver(Throwable cause) {
            boolean heard =
                    cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE;
            return heard || isLast(cause, isUnserved(cause) && departures.isUnsettled(clock.getAsLong()));
        }

        private synchronized boolean isLast(Throwable cause, boolean servedSoon) {
            failure = cause;
            waiting--;
            return waiting == 0 && !servedSoon;
        }

        void look(long now, boolean unsettled) {
            boolean open = unsettled && now < deadline;
            if (open && isDue(now)) {
                ask(now);
            } else if (!open) {
                hopeless().ifPresent(cause -> end(Future.failedFuture(cause)));
            }
        }

        private synchronized boolean isDue(long now) {
            boolean silent = repeats < MAX_REPEATS && now - askedAt >= PATIENCE_MILLIS;
            if (waiting > 0 && !silent) {
                return false;
            }
            repeats += waiting > 0 ? 1 : 0;
            waiting++;
            askedAt = now;
            return true;
        }

        private synchronized Optional<Throwable> hopeless() {
            return waiting == 0 ? Optional.of(failure) : Optional.empty();
        }

        private void end(AsyncResult<T> either) {
            calls.remove(this);
            if (either.succeeded()) {
                answer.tryComplete(either.result());
            } else {
                answer.tryFail(either.cause());
            }
        }
    }

    private static boolean isUnserved(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
