// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** Says that a future is let go on purpose: whoever breaks connections does not ask how they took it. */
final class IgnoredFuture {
    static void ignore(Future<?> result) {
        result.otherwiseEmpty();
    }

    private IgnoredFuture() {}
}
