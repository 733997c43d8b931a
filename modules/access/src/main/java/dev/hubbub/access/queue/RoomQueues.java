// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The queues of all rooms, with limits for one room and for all. Rooms do not wait for each other. */
public final class RoomQueues {
    static final int MAX_PER_ROOM = 1_000;
    public static final int MAX_OVERALL = 5_000;

    /** How often a request is authorized before it fails, when the members of its room change meanwhile. */
    public static final int MAX_ATTEMPTS = 5;

    private final LongSupplier nanoClock;
    private final Map<RoomId, RoomQueue> queues = new HashMap<>();
    private int pending;

    public RoomQueues(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** See {@link RoomRequest.Read}. */
    public <T> Future<T> read(RoomId room, Supplier<Future<T>> read) {
        return enqueue(room, new RoomRequest.Read<>(read));
    }

    /** See {@link RoomRequest.Batched}. Requests of one runner that wait one after the other run together. */
    public <Q, T> Future<T> batched(RoomId room, Q request, BatchRunner<Q, T> runner) {
        return enqueue(room, new RoomRequest.Batched<>(request, runner));
    }

    /** See {@link RoomRequest.Append}. */
    public <T> Future<T> append(RoomId room, Supplier<Future<Long>> authorize, LongFunction<Future<T>> append) {
        return enqueue(room, new RoomRequest.Append<>(authorize, append));
    }

    /** The failure that the caller sees after the last attempt; STALE stays between verticles. */
    public static Throwable forCaller(Throwable cause) {
        return HubException.is(cause, ErrorCode.STALE)
                ? new HubException(ErrorCode.UNAVAILABLE, "the members of the room change too fast, try again")
                : cause;
    }

    /** How many rooms have pending requests. */
    public int rooms() {
        return queues.size();
    }

    /** How many requests are pending. */
    public int requests() {
        return pending;
    }

    private <T> Future<T> enqueue(RoomId room, RoomRequest<T> request) {
        RoomQueue present = queues.get(room);
        if (pending >= MAX_OVERALL || (present != null && present.pending() >= MAX_PER_ROOM)) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too much at a time, try again"));
        }
        RoomQueue queue = queues.computeIfAbsent(room, first -> new RoomQueue(nanoClock));
        pending++;
        return queue.enqueue(request).onComplete(done -> completed(room, queue));
    }

    private void completed(RoomId room, RoomQueue queue) {
        pending--;
        if (queue.pending() == 0) {
            queues.remove(room);
        }
    }
}
