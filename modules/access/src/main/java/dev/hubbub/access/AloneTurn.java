// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A request on which those that follow depend: it begins when all before it are settled, and ends before the next. */
final class AloneTurn<T> extends Turn<T> {
    private final Supplier<Future<T>> change;

    AloneTurn(Supplier<Future<T>> change) {
        this.change = change;
    }

    @Override
    boolean alone() {
        return true;
    }

    @Override
    Future<?> begin(RoomQueue queue) {
        return change.get().onComplete(this::settle);
    }
}
