// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The requests without an answer: takes more as long as there is memory and they will be answered in time. The writer serves
 * rooms by turns, so a room of which few wait is not refused because of a busy one.
 */
final class PendingRequests {
    private final AdmissionControl admission;
    private final int max;
    private final int maxBytes;
    private final Promise<Void> drained = Promise.promise();
    private final Map<RoomId, Integer> countByRoom = new HashMap<>();
    private boolean stopping;
    private long bytes;
    private long refused;

    PendingRequests(PersistenceConfig config, AdmissionControl admission) {
        this.admission = admission;
        this.max = config.maxPending();
        this.maxBytes = config.maxPendingBytes();
    }

    int count() {
        return admission.waiting();
    }

    /** How much memory they take. */
    long bytes() {
        return bytes;
    }

    /** How many were refused because of the load, at once or when their turn came. */
    long refused() {
        return refused;
    }

    /** Starts a request about a room that takes so much memory, or refuses it. */
    <T> Future<T> take(RoomId room, long size, Supplier<Future<T>> request) {
        HubException refusal = refusal(room, size);
        if (refusal != null) {
            return Future.<T>failedFuture(refusal).onFailure(this::countRefused);
        }
        admission.arrived();
        countByRoom.merge(room, 1, Integer::sum);
        bytes += size;
        return Future.<Void>succeededFuture()
                .compose(started -> request.get())
                .onFailure(this::countRefused)
                .onComplete(answered -> left(room, size, answered.cause()));
    }

    private @Nullable HubException refusal(RoomId room, long size) {
        if (stopping) {
            return new HubException(ErrorCode.UNAVAILABLE, "stopping");
        }
        if (count() >= max || bytes + size > maxBytes) {
            return admission.tooMany("too much waits for the store");
        }
        return admission.refusal(ahead(room)).orElse(null);
    }

    /** At most so many are served before the next request of a room: as many of each room as of its own. */
    private int ahead(RoomId room) {
        long turns = countByRoom.getOrDefault(room, 0) + 1L;
        return (int) Math.min(count(), turns * countByRoom.size());
    }

    private void countRefused(Throwable cause) {
        refused += HubException.is(cause, ErrorCode.TOO_MANY) ? 1 : 0;
    }

    private void left(RoomId room, long size, @Nullable Throwable cause) {
        boolean givenUp = HubException.is(cause, ErrorCode.TOO_MANY) || HubException.is(cause, ErrorCode.UNAVAILABLE);
        admission.left(!givenUp);
        countByRoom.computeIfPresent(room, (same, of) -> of == 1 ? null : of - 1);
        bytes -= size;
        if (stopping && count() == 0) {
            drained.tryComplete();
        }
    }

    /** Takes no more. Completes when there are none. */
    Future<Void> stop() {
        stopping = true;
        if (count() == 0) {
            drained.tryComplete();
        }
        return drained.future();
    }
}
