// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import io.vertx.core.Future;

/**
 * Has what was asked in an order go on in that order, whenever the answers come. All may be asked at the same time.
 */
public final class OrderedFutures {
    private Future<Void> last = Future.succeededFuture();

    /** The outcome, once those before have been told theirs. The caller must listen to it before it comes here again. */
    Future<Void> next(Future<Void> outcome) {
        last = last.isComplete() ? outcome : last.transform(before -> outcome);
        return last;
    }
}
