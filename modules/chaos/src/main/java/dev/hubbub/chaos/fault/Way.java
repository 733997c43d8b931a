// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.vertx.core.Future;

/** A way that connections take, and whose weather can be changed. */
@FunctionalInterface
public interface Way {
    /** Completes when every connection on it has the next weather. */
    Future<Void> change(Weather next);
}
