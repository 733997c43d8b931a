// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.persistence.config.PersistenceConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The requests without an answer: takes more as long as there is memory and they will be answered in time. */
final class PendingRequests {
    private final AdmissionControl admission;
    private final int max;
    private final int maxBytes;
    private final Promise<Void> drained = Promise.promise();
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

    /** Starts a request that takes so much memory, or refuses it. */
    <T> Future<T> take(long size, Supplier<Future<T>> request) {
        HubException refusal = refusal(size);
        if (refusal != null) {
            return Future.<T>failedFuture(refusal).onFailure(this::countRefused);
        }
        admission.arrived();
        bytes += size;
        return Future.<Void>succeededFuture()
                .compose(started -> request.get())
                .onFailure(this::countRefused)
                .onComplete(answered -> left(size, answered.cause()));
    }

    private @Nullable HubException refusal(long size) {
        if (stopping) {
            return new HubException(ErrorCode.UNAVAILABLE, "stopping");
        }
        if (count() >= max || bytes + size > maxBytes) {
            return admission.tooMany("too much waits for the store");
        }
        return admission.refusal().orElse(null);
    }

    private void countRefused(Throwable cause) {
        refused += HubException.is(cause, ErrorCode.TOO_MANY) ? 1 : 0;
    }

    private void left(long size, @Nullable Throwable cause) {
        boolean givenUp = HubException.is(cause, ErrorCode.TOO_MANY) || HubException.is(cause, ErrorCode.UNAVAILABLE);
        admission.left(!givenUp);
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
