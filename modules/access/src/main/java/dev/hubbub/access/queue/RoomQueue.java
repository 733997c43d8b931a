// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts the requests of one room one after the other, in the order of arrival. Several appends may be in flight, all
 * authorized as of the same membership entry. An append that the log refuses as stale returns to its old position. No
 * later request starts until the appends in flight are complete and that request is authorized again. A request that
 * would not be answered in time is refused at once.
 */
final class RoomQueue {
    static final int MAX_PENDING = 1_000;

    private final AdmissionControl admission;
    private final PriorityQueue<RoomRequest<?>> waiting =
            new PriorityQueue<>(Comparator.comparingLong(RoomRequest::position));
    private long nextPosition;
    private int appendsInFlight;
    private long inFlightMembership;
    private boolean draining;
    private boolean startInProgress;
    private boolean inLoop;

    RoomQueue(LongSupplier nanoClock) {
        admission = new AdmissionControl(nanoClock);
    }

    /** How many requests are pending. */
    int pending() {
        return admission.waiting();
    }

    /** Why it takes no more. */
    Optional<HubException> refusal() {
        return pending() >= MAX_PENDING
                ? Optional.of(admission.tooMany("too many requests of this room wait"))
                : admission.refusal();
    }

    <T> Future<T> enqueue(RoomRequest<T> request) {
        admission.arrived();
        request.enqueued(nextPosition++, admission.now());
        waiting.add(request);
        Future<T> result = request.result().onComplete(done -> admission.left(!isGivenUp(done.cause())));
        startNext();
        return result;
    }

    private static boolean isGivenUp(@Nullable Throwable cause) {
        return HubException.is(cause, ErrorCode.TOO_MANY) || HubException.is(cause, ErrorCode.UNAVAILABLE);
    }

    private void startNext() {
        if (inLoop) {
            return; // a request completed at once; the loop below goes on
        }
        inLoop = true;
        while (!startInProgress && !draining && !waiting.isEmpty()) {
            if (waiting.peek().needsEmptyRoom() && appendsInFlight > 0) {
                draining = true;
            } else {
                start(waiting.poll());
            }
        }
        inLoop = false;
    }

    private void start(RoomRequest<?> request) {
        if (failIfLate(request)) {
            return;
        }
        startInProgress = true;
        Future.succeededFuture()
                .compose(now -> request.start(this))
                .onFailure(request::fail)
                .onComplete(done -> started());
    }

    private boolean failIfLate(RoomRequest<?> request) {
        Optional<HubException> refusal = admission.refusalIfLate(request.enqueuedAt());
        refusal.ifPresent(request::fail);
        return refusal.isPresent();
    }

    /** Removes the first waiting requests, as long as this takes them. Those that waited too long fail. */
    void pollWhile(Predicate<RoomRequest<?>> taken) {
        while (!waiting.isEmpty() && (failIfLate(waiting.peek()) || taken.test(waiting.peek()))) {
            waiting.poll();
        }
    }

    /** Puts a request back to its old position. */
    void putBack(RoomRequest<?> request) {
        waiting.add(request);
    }

    private void started() {
        startInProgress = false;
        startNext();
    }

    /** Sends the append of an authorized request, or puts the request back until the appends in flight are complete. */
    void append(RoomRequest.Append<?> request, long membership) {
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
     * If this request is authorized as of a newer membership entry, the appends in flight may be refused as stale, and
     * go first. Also, earlier requests may have returned to the queue while this one was authorized.
     */
    private boolean mayAppend(RoomRequest<?> request, long membership) {
        boolean first = waiting.isEmpty() || request.position() < waiting.peek().position();
        return first && (appendsInFlight == 0 || inFlightMembership == membership);
    }

    private <T> void sendAppend(RoomRequest.Append<T> request, long membership) {
        Future.succeededFuture()
                .compose(now -> request.append(membership))
                .onComplete(result -> appended(request, result));
    }

    private <T> void appended(RoomRequest.Append<T> request, AsyncResult<T> result) {
        appendsInFlight--;
        if (HubException.is(result.cause(), ErrorCode.STALE) && request.mayRetry()) {
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
