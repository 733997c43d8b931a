// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import io.vertx.core.Future;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A request that stores an entry and changes no member. It is authorized, and its append is sent, in order; the next
 * request does not wait for the append to complete.
 */
final class AppendRequest<T> extends RoomRequest<T> {
    private final Supplier<Future<Long>> authorize;
    private final LongFunction<Future<T>> append;
    private int appends;

    /**
     * @param authorize gives the membership entry as of which the request is allowed
     * @param append stores the entry, authorized as of that membership entry
     */
    AppendRequest(Supplier<Future<Long>> authorize, LongFunction<Future<T>> append) {
        this.authorize = authorize;
        this.append = append;
    }

    @Override
    Future<?> start(RoomQueue queue) {
        return authorize.get().onSuccess(membership -> queue.append(this, membership));
    }

    Future<T> append(long membership) {
        appends++;
        return append.apply(membership);
    }

    boolean mayRetry() {
        return appends < StaleRetry.MAX_ATTEMPTS;
    }
}
