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

    private final LongSupplier nanoClock;
    private final Map<RoomId, RoomQueue> queues = new HashMap<>();
    private int pending;

    public RoomQueues(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** See {@link ReadRequest}. */
    public <T> Future<T> read(RoomId room, Supplier<Future<T>> read) {
        return enqueue(room, new ReadRequest<>(read));
    }

    /** See {@link ExclusiveRequest}. */
    public <T> Future<T> exclusive(RoomId room, Supplier<Future<T>> change) {
        return enqueue(room, new ExclusiveRequest<>(change));
    }

    /** See {@link AppendRequest}. */
    public <T> Future<T> append(RoomId room, Supplier<Future<Long>> authorize, LongFunction<Future<T>> append) {
        return enqueue(room, new AppendRequest<>(authorize, append));
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
