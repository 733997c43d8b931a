// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.error.ErrorCode;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Asks once more when a node has left the cluster meanwhile. The event bus lets a call to a dead node wait for its whole
 * time, though another node serves the same soon; and until then it says that nobody does. The first answer counts.
 * Safe for use by several threads.
 */
final class RetryOnNodeLoss {
    private static final long TICK_MILLIS = 250;

    /** By then a node that has left is missed, and not asked any more. */
    static final long PATIENCE_MILLIS = 1_500;

    /** More are asked at the next tick: they share an event loop with others. */
    static final int MAX_A_TICK = 2_000;

    private final NodeLossDetector departures;
    private final LongSupplier clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Call<?>> calls = new ConcurrentSkipListMap<>(); // what was asked first is asked again first

    RetryOnNodeLoss(VertxInternal vertx) {
        this(NodeLossDetector.of(vertx.clusterManager()), () -> System.nanoTime() / 1_000_000);
        if (vertx.isClustered()) {
            tick();
            // on a context of its own: calls of a verticle that is being undeployed are still to be answered
            vertx.createEventLoopContext().setPeriodic(TICK_MILLIS, tick -> tick());
        }
    }

    RetryOnNodeLoss(NodeLossDetector departures, LongSupplier clock) {
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
        calls.put(call.number, call);
        call.ask(now);
        return promise.future();
    }

    void tick() {
        long now = clock.getAsLong();
        boolean unsettled = departures.isUnsettled(now);
        int asked = 0;
        for (Call<?> call : calls.values()) {
            asked += call.look(now, unsettled, asked < MAX_A_TICK) ? 1 : 0;
        }
    }

    private final class Call<T> {
        private final long number = numbers.getAndIncrement();
        private final LongFunction<Future<T>> question;
        private final Promise<T> answer;
        private final long deadline;
        private long askedAt;
        private int waiting = 1;
        private boolean repeated;
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
            return isAnswer(cause) || isLast(cause, isUnserved(cause) && departures.isUnsettled(clock.getAsLong()));
        }

        private synchronized boolean isLast(Throwable cause, boolean servedSoon) {
            failure = cause;
            waiting--;
            if (servedSoon) {
                repeated = false; // by nobody: that did not count
                askedAt -= PATIENCE_MILLIS;
            }
            return waiting == 0 && !servedSoon;
        }

        /** Whether it was asked again, if there is room for that. */
        boolean look(long now, boolean unsettled, boolean hasRoom) {
            if (unsettled && now < deadline) {
                boolean again = hasRoom && isDue(now);
                if (again) {
                    ask(now);
                }
                return again;
            }
            hopeless().ifPresent(cause -> end(Future.failedFuture(cause)));
            return false;
        }

        private synchronized boolean isDue(long now) {
            if (waiting > 0 && (repeated || now - askedAt < PATIENCE_MILLIS)) {
                return false;
            }
            repeated = waiting > 0;
            waiting++;
            askedAt = now;
            return true;
        }

        private synchronized Optional<Throwable> hopeless() {
            return waiting == 0 ? Optional.of(failure) : Optional.empty();
        }

        private void end(AsyncResult<T> either) {
            calls.remove(number);
            if (either.succeeded()) {
                answer.tryComplete(either.result());
            } else {
                answer.tryFail(either.cause());
            }
        }
    }

    /** Whoever is asked a second time may be too busy for that, and still answer the first. */
    private static boolean isAnswer(Throwable cause) {
        return cause instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() != ErrorCode.UNAVAILABLE.number();
    }

    private static boolean isUnserved(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
