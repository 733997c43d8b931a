// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.request;

import io.vertx.core.Future;

/** Answers the requests to an address on the event loop of their sender, which may ask a verticle on the bus too. */
@FunctionalInterface
public interface GatewayHandler {
    /** @return the reply, a record or anything that JSON can hold; fails as a request fails */
    Future<Object> answer(Requester from, BoundRequest request);
}
