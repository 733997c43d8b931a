// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The queues of all rooms, with limits for one room and for all. Rooms do not wait for each other. */
public final class RoomQueues {
    static final int MAX_PER_ROOM = RoomQueue.MAX_PENDING;
    public static final int MAX_OVERALL = 5_000;

    /** How often a request is authorized before it fails, when the members of its room change meanwhile. */
    public static final int MAX_ATTEMPTS = 5;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final LongSupplier nanoClock;
    private final Map<RoomId, RoomQueue> queues = new HashMap<>();
    private int pending;
    private long refused;

    public RoomQueues(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** See {@link RoomRequest.Read}. */
    public <T> Future<T> read(RoomId room, Supplier<Future<T>> read) {
        return enqueue(room, new RoomRequest.Read<>(read));
    }

    /** See {@link RoomRequest.InTurn}. */
    public <T> Future<T> inTurn(RoomId room, Supplier<Future<T>> work) {
        return enqueue(room, new RoomRequest.InTurn<>(work));
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

    /** How many requests were refused because of the load: here, or by the log. */
    public long refused() {
        return refused;
    }

    private <T> Future<T> enqueue(RoomId room, RoomRequest<T> request) {
        Optional<HubException> refusal = refusal(queues.get(room));
        if (refusal.isPresent()) {
            refused++;
            return Future.failedFuture(refusal.get());
        }
        RoomQueue queue = queues.computeIfAbsent(room, first -> new RoomQueue(nanoClock));
        pending++;
        return queue.enqueue(request).onComplete(done -> completed(room, queue, done.cause()));
    }

    private Optional<HubException> refusal(@Nullable RoomQueue present) {
        if (pending >= MAX_OVERALL) {
            return Optional.of(HubException.tooMany("busy: too many requests wait", RETRY_AFTER));
        }
        return present == null ? Optional.empty() : present.refusal();
    }

    private void completed(RoomId room, RoomQueue queue, @Nullable Throwable cause) {
        refused += HubException.is(cause, ErrorCode.TOO_MANY) ? 1 : 0;
        pending--;
        if (queue.pending() == 0) {
            queues.remove(room);
        }
    }
}
