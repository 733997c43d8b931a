// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** Marks a future whose result is ignored on purpose: a proxy that breaks connections expects failures. */
final class IgnoredFuture {
    static void ignore(Future<?> result) {
        result.otherwiseEmpty();
    }

    private IgnoredFuture() {}
}
