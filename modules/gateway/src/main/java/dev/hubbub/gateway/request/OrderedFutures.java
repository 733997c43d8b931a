// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import io.vertx.core.Future;

/**
 * Completes futures in the order in which they were added, whenever their outcomes come.
 */
public final class OrderedFutures {
    private Future<Void> last = Future.succeededFuture();

    /** The outcome, once all earlier ones are complete. The caller must listen to it before the next call. */
    Future<Void> next(Future<Void> outcome) {
        last = last.isComplete() ? outcome : last.transform(before -> outcome);
        return last;
    }
}
