// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Who makes requests: a session, or the sender of one HTTP request. */
public interface Requester {
    /** The user, or null before the login. */
    @Nullable
    Caller caller();

    /** The IP address that it counts for. */
    InetAddress ip();

    /** Whether no answer reaches it any more. */
    boolean isClosed();

    /** Whether the caller's credential is for requests to this address. A token is for all. */
    default boolean covers(String address) {
        return true;
    }

    /** Whether the caller's credential is for serving this address. A token is for none. */
    default boolean serves(String address) {
        return false;
    }

    /** The order in which requests go on. */
    Order order();

    /**
     * Completes futures in the order in which they were added, whenever their outcomes come.
     */
    final class Order {
        private Future<Void> last = Future.succeededFuture();

        /** The outcome, once all earlier ones are complete. The caller must listen to it before the next call. */
        Future<Void> next(Future<Void> outcome) {
            last = last.isComplete() ? outcome : last.transform(before -> outcome);
            return last;
        }
    }
}
