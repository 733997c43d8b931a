// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.bus;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
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
import org.jspecify.annotations.Nullable;

/**
 * Sends an idempotent request again when a node has left the cluster meanwhile. The event bus lets a call to a dead
 * node wait until it times out, although another node serves the address soon; until then it reports no handlers. The
 * first answer counts. Safe for use by several threads.
 */
final class RetryOnNodeLoss {
    private static final long TICK_MILLIS = 250;

    /** After this time the cluster has detected the loss of a node, and the bus sends nothing more to it. */
    static final long PATIENCE_MILLIS = 1_500;

    /** Further calls wait for the next tick, because they share an event loop with others. */
    static final int MAX_A_TICK = 2_000;

    private final NodeLossDetector nodeLoss;
    private final LongSupplier clock;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Call<?>> calls = new ConcurrentSkipListMap<>(); // the oldest is retried first

    RetryOnNodeLoss(VertxInternal vertx) {
        this(NodeLossDetector.of(vertx.clusterManager()), () -> System.nanoTime() / 1_000_000);
        if (vertx.isClustered()) {
            tick();
            // on a context of its own: calls of a verticle that is being undeployed still need an answer
            vertx.createEventLoopContext().setPeriodic(TICK_MILLIS, tick -> tick());
        }
    }

    RetryOnNodeLoss(NodeLossDetector nodeLoss, LongSupplier clock) {
        this.nodeLoss = nodeLoss;
        this.clock = clock;
    }

    /**
     * Sends a request, more than once if needed, and returns its answer.
     *
     * @param request sends the request, and waits for so many milliseconds
     * @param promise the answer completes it
     */
    <T> Future<T> ask(LongFunction<Future<T>> request, Promise<T> promise, long timeoutMillis) {
        long now = clock.getAsLong();
        Call<T> call = new Call<>(request, promise, now, now + timeoutMillis);
        calls.put(call.number, call);
        call.ask(now);
        return promise.future();
    }

    void tick() {
        long now = clock.getAsLong();
        boolean unsettled = nodeLoss.isUnsettled(now);
        int asked = 0;
        for (Call<?> call : calls.values()) {
            asked += call.look(now, unsettled, asked < MAX_A_TICK) ? 1 : 0;
        }
    }

    private final class Call<T> {
        private final long number = numbers.getAndIncrement();
        private final LongFunction<Future<T>> request;
        private final Promise<T> answer;
        private final long deadline;
        private long askedAt;
        private int waiting = 1;
        private boolean retried;
        private @Nullable Throwable failure;

        Call(LongFunction<Future<T>> request, Promise<T> answer, long now, long deadline) {
            this.request = request;
            this.answer = answer;
            this.askedAt = now;
            this.deadline = deadline;
        }

        void ask(long now) {
            request.apply(Math.max(1, deadline - now)).onComplete(this::answered);
        }

        private void answered(AsyncResult<T> either) {
            if (either.succeeded() || isOver(either.cause())) {
                end(either);
            }
        }

        private boolean isOver(Throwable cause) {
            return isAnswer(cause) || isLast(cause, isUnserved(cause) && nodeLoss.isUnsettled(clock.getAsLong()));
        }

        private synchronized boolean isLast(Throwable cause, boolean servedSoon) {
            failure = cause;
            waiting--;
            if (servedSoon) {
                retried = false; // no node was reached: that attempt does not count
                askedAt -= PATIENCE_MILLIS;
            }
            return waiting == 0 && !servedSoon;
        }

        /** Retries the call if it is due and {@code hasRoom}. Returns whether it did. */
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
            if (waiting > 0 && (retried || now - askedAt < PATIENCE_MILLIS)) {
                return false;
            }
            retried = waiting > 0;
            waiting++;
            askedAt = now;
            return true;
        }

        private synchronized Optional<Throwable> hopeless() {
            return Optional.ofNullable(waiting == 0 ? failure : null);
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

    /** UNAVAILABLE is no answer: a node may be too busy for the retry, and still answer the first attempt. */
    private static boolean isAnswer(Throwable cause) {
        if (cause instanceof HubException answered) {
            return !answered.is(ErrorCode.UNAVAILABLE);
        }
        return cause instanceof ReplyException reply
                && reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                && reply.failureCode() != ErrorCode.UNAVAILABLE.number();
    }

    private static boolean isUnserved(Throwable cause) {
        return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
    }
}
