// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import io.vertx.core.Future;
import java.util.function.Supplier;

/** A request that changes nothing: its question is asked in its turn, the answer holds nobody up. */
final class AskTurn<T> extends Turn<T> {
    private final Supplier<Future<T>> question;

    AskTurn(Supplier<Future<T>> question) {
        this.question = question;
    }

    @Override
    Future<?> begin(RoomQueue queue) {
        question.get().onComplete(this::settle);
        return Future.succeededFuture();
    }
}
