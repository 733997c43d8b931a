// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** A network link whose condition can be changed. */
@FunctionalInterface
public interface NetworkLink {
    /** Completes when every connection on the link has this condition. */
    Future<Void> change(NetworkCondition condition);
}
