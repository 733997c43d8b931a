// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/** A request in the queue of its room. */
abstract class RoomRequest<T> {
    private final Promise<T> result = Promise.promise();
    private long position;
    private long enqueuedAt;

    /** The result of the request. */
    final Future<T> result() {
        return result.future();
    }

    final void enqueued(long position, long now) {
        this.position = position;
        enqueuedAt = now;
    }

    /** The order in the queue. A request that is retried keeps its position. */
    final long position() {
        return position;
    }

    final long enqueuedAt() {
        return enqueuedAt;
    }

    final void complete(AsyncResult<T> completed) {
        if (completed.succeeded()) {
            result.tryComplete(completed.result());
        } else {
            fail(completed.cause());
        }
    }

    /** Fails the request, unless it is complete. */
    public final void fail(Throwable cause) {
        result.tryFail(RoomQueues.forCaller(cause));
    }

    /** Whether it waits until no earlier append is in flight. */
    boolean needsEmptyRoom() {
        return false;
    }

    /** Starts the request. The next request starts when the future completes; a failed future fails this request. */
    abstract Future<?> start(RoomQueue queue);

    /** A request that changes nothing. The read is sent in order; later requests do not wait for its result. */
    static final class Read<T> extends RoomRequest<T> {
        private final Supplier<Future<T>> read;

        Read(Supplier<Future<T>> read) {
            this.read = read;
        }

        @Override
        Future<?> start(RoomQueue queue) {
            read.get().onComplete(this::complete);
            return Future.succeededFuture();
        }
    }

    /** A request that changes no member and is complete before the next one starts. */
    static final class InTurn<T> extends RoomRequest<T> {
        private final Supplier<Future<T>> work;

        InTurn(Supplier<Future<T>> work) {
            this.work = work;
        }

        @Override
        Future<?> start(RoomQueue queue) {
            return work.get().onComplete(this::complete);
        }
    }

    /**
     * A request that stores an entry and changes no member. It is authorized, and its append is sent, in order; the next
     * request does not wait for the append to complete.
     */
    static final class Append<T> extends RoomRequest<T> {
        private final Supplier<Future<Long>> authorize;
        private final LongFunction<Future<T>> append;
        private int appends;

        /**
         * @param authorize gives the membership entry as of which the request is allowed
         * @param append stores the entry, authorized as of that membership entry
         */
        Append(Supplier<Future<Long>> authorize, LongFunction<Future<T>> append) {
            this.authorize = authorize;
            this.append = append;
        }

        @Override
        Future<?> start(RoomQueue queue) {
            return authorize.get().onSuccess(membership -> queue.append(this, membership));
        }

        Future<T> append(long membership) {
            appends++;
            return append.apply(membership);
        }

        boolean mayRetry() {
            return appends < RoomQueues.MAX_ATTEMPTS;
        }
    }

    /** A request that runs in a batch: after all earlier requests are complete, and before any later one starts. */
    static final class Batched<Q, T> extends RoomRequest<T> implements BatchRunner.Pending<Q, T> {
        private final Q request;
        private final BatchRunner<Q, T> runner;

        Batched(Q request, BatchRunner<Q, T> runner) {
            this.request = request;
            this.runner = runner;
        }

        @Override
        public Q request() {
            return request;
        }

        @Override
        public void complete(T completed) {
            complete(Future.succeededFuture(completed));
        }

        @Override
        boolean needsEmptyRoom() {
            return true;
        }

        @Override
        Future<?> start(RoomQueue queue) {
            List<Batched<Q, T>> batch = new ArrayList<>(List.of(this));
            queue.pollWhile(next -> batch.size() < BatchRunner.MAX_BATCH && addIfAlike(batch, next));
            return Future.<Void>succeededFuture()
                    .compose(now -> runner.run(List.copyOf(batch)))
                    .onFailure(cause -> batch.forEach(left -> left.fail(cause)))
                    .onComplete(done -> batch.stream()
                            .filter(left -> !left.result().isComplete())
                            .forEach(queue::putBack));
        }

        @SuppressWarnings("unchecked") // the same runner takes the same requests
        private boolean addIfAlike(List<Batched<Q, T>> batch, RoomRequest<?> next) {
            return next instanceof Batched<?, ?> other && other.runner == runner && batch.add((Batched<Q, T>) other);
        }
    }
}
