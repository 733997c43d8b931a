// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.seeded.gateway;

import io.vertx.core.Vertx;

/** Uses the event bus past the typed one. */
public final class RawBus {
    /** A message without a type. */
    public void send(Vertx vertx) {
        vertx.eventBus().send("svc.access.subscribe", "anything");
    }
}
