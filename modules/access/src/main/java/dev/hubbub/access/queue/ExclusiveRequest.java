// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A request that runs alone: after all earlier requests are complete, and before any later one starts. */
final class ExclusiveRequest<T> extends RoomRequest<T> {
    private final Supplier<Future<T>> change;

    ExclusiveRequest(Supplier<Future<T>> change) {
        this.change = change;
    }

    @Override
    boolean isExclusive() {
        return true;
    }

    @Override
    Future<?> start(RoomQueue queue) {
        return change.get().onComplete(this::complete);
    }
}
