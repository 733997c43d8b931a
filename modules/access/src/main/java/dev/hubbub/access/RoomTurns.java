// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Gives each request its turn in its room, and turns away what is too much. Rooms do not wait for each other. */
final class RoomTurns {
    static final int MAX_PER_ROOM = 1_000;
    static final int MAX_OVERALL = 5_000;

    private final LongSupplier nanoClock;
    private final Map<RoomId, RoomQueue> queues = new HashMap<>();
    private int pending;

    RoomTurns(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** See {@link AskTurn}. */
    <T> Future<T> ask(RoomId room, Supplier<Future<T>> question) {
        return enter(room, new AskTurn<>(question));
    }

    /** See {@link AloneTurn}. */
    <T> Future<T> alone(RoomId room, Supplier<Future<T>> change) {
        return enter(room, new AloneTurn<>(change));
    }

    /** See {@link AppendTurn}. */
    <T> Future<T> append(RoomId room, Supplier<Future<Long>> judge, LongFunction<Future<T>> append) {
        return enter(room, new AppendTurn<>(judge, append));
    }

    /** How many rooms have requests without a result. */
    int rooms() {
        return queues.size();
    }

    /** How many requests have no result. */
    int requests() {
        return pending;
    }

    private <T> Future<T> enter(RoomId room, Turn<T> turn) {
        RoomQueue queue = queues.get(room);
        if (pending >= MAX_OVERALL || (queue != null && queue.pending() >= MAX_PER_ROOM)) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "too much at a time, try again"));
        }
        if (queue == null) {
            queue = new RoomQueue(nanoClock);
            queues.put(room, queue);
        }
        pending++;
        return queue.enter(turn).onComplete(done -> left(room));
    }

    private void left(RoomId room) {
        pending--;
        if (queues.get(room).pending() == 0) {
            queues.remove(room);
        }
    }
}
