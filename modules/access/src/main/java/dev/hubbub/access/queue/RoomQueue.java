// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/**
 * The requests of one room, judged and issued one after the other in the order in which they came. Appends of messages
 * are under way several at a time, all judged as of the same membership entry. One that the log refuses as stale
 * takes its old place again: nobody goes on before those under way are settled and it is judged anew, so that it is
 * not overtaken.
 */
final class RoomQueue {
    /** Whoever waits longer has been told by the bus that nobody answers, and may have asked again. */
    private static final long TIMEOUT_NANOS = Bus.TIMEOUT.toNanos();

    private final LongSupplier nanoClock;
    private final PriorityQueue<RoomRequest<?>> waiting =
            new PriorityQueue<>(Comparator.comparingLong(RoomRequest::position));
    private long nextPosition;
    private int pending;
    private int appendsInFlight;
    private long inFlightMembership;
    private boolean draining;
    private boolean startInProgress;
    private boolean inLoop;

    RoomQueue(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** How many requests have no result yet. */
    int pending() {
        return pending;
    }

    <T> Future<T> enqueue(RoomRequest<T> request) {
        pending++;
        request.enqueued(nextPosition++, nanoClock.getAsLong());
        waiting.add(request);
        Future<T> result = request.result().onComplete(done -> pending--);
        startNext();
        return result;
    }

    private void startNext() {
        if (inLoop) {
            return; // a turn ended at once; the loop below goes on
        }
        inLoop = true;
        while (!startInProgress && !draining && !waiting.isEmpty()) {
            if (waiting.peek().isExclusive() && appendsInFlight > 0) {
                draining = true;
            } else {
                start(waiting.poll());
            }
        }
        inLoop = false;
    }

    private void start(RoomRequest<?> request) {
        if (nanoClock.getAsLong() - request.enqueuedAt() > TIMEOUT_NANOS) {
            request.fail(new HubException(ErrorCode.UNAVAILABLE, "waited too long for its turn"));
            return;
        }
        startInProgress = true;
        Future.succeededFuture()
                .compose(now -> request.start(this))
                .onFailure(request::fail)
                .onComplete(done -> started());
    }

    private void started() {
        startInProgress = false;
        startNext();
    }

    /** A turn has been judged: its append goes out, unless its judgement does not fit with what is under way. */
    void append(AppendRequest<?> request, long membership) {
        if (mayAppend(request, membership)) {
            appendsInFlight++;
            inFlightMembership = membership;
            sendAppend(request, membership);
        } else {
            waiting.add(request);
            draining = appendsInFlight > 0;
        }
    }

    /**
     * A newer judgement than that of the appendsInFlight under way means that these may be refused as stale, and go first. And
     * while this one was judged, earlier ones may have come back to be judged again.
     */
    private boolean mayAppend(RoomRequest<?> request, long membership) {
        boolean first = waiting.isEmpty() || request.position() < waiting.peek().position();
        return first && (appendsInFlight == 0 || inFlightMembership == membership);
    }

    private <T> void sendAppend(AppendRequest<T> request, long membership) {
        Future.succeededFuture()
                .compose(now -> request.append(membership))
                .onComplete(result -> appended(request, result));
    }

    private <T> void appended(AppendRequest<T> request, AsyncResult<T> result) {
        appendsInFlight--;
        if (StaleRetry.isStale(result.cause()) && request.mayRetry()) {
            waiting.add(request);
        } else {
            request.complete(result);
        }
        if (appendsInFlight == 0) {
            draining = false;
        }
        startNext();
    }
}
