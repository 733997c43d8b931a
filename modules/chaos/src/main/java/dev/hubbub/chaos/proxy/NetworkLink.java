// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** A way that connections take, and whose weather can be changed. */
@FunctionalInterface
public interface NetworkLink {
    /** Completes when every connection on it has the next weather. */
    Future<Void> change(NetworkCondition condition);
}
