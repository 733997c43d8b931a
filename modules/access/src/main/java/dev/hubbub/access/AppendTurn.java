// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import io.vertx.core.Future;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A request that stores an entry and changes no member. It is judged, and its append is issued, in its turn; the next
 * one need not wait for the append to end.
 */
final class AppendTurn<T> extends Turn<T> {
    private final Supplier<Future<Long>> judge;
    private final LongFunction<Future<T>> append;
    private int appends;

    /**
     * @param judge gives the membership entry as of which the request is allowed
     * @param append stores it, judged as of that entry
     */
    AppendTurn(Supplier<Future<Long>> judge, LongFunction<Future<T>> append) {
        this.judge = judge;
        this.append = append;
    }

    @Override
    Future<?> begin(RoomQueue queue) {
        return judge.get().onSuccess(membership -> queue.issue(this, membership));
    }

    Future<T> append(long membership) {
        appends++;
        return append.apply(membership);
    }

    boolean mayTryAgain() {
        return appends < Staleness.MAX_JUDGEMENTS;
    }
}
