// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A request that changes nothing. The read is sent in order; later requests do not wait for its result. */
final class ReadRequest<T> extends RoomRequest<T> {
    private final Supplier<Future<T>> read;

    ReadRequest(Supplier<Future<T>> read) {
        this.read = read;
    }

    @Override
    Future<?> start(RoomQueue queue) {
        read.get().onComplete(this::complete);
        return Future.succeededFuture();
    }
}
