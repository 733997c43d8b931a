// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.vertx.core.Future;

/** Says that a future is let go on purpose: whoever breaks connections does not ask how they took it. */
final class Loose {
    static void end(Future<?> nobodyWaits) {
        nobodyWaits.otherwiseEmpty();
    }

    private Loose() {}
}
