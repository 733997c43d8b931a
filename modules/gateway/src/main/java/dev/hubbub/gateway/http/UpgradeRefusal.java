// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.contract.http.RequestDeadline;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * The status that says why no socket can be opened, or 0.
 *
 * @param hasRoom whether this event loop takes another socket
 * @param makesRoom whether one of an IP address that opens too many was closed for another one
 */
public record UpgradeRefusal(AllowedOrigins origins, BooleanSupplier hasRoom, Predicate<InetAddress> makesRoom)
        implements ToIntFunction<HttpServerRequest> {
    @Override
    public int applyAsInt(HttpServerRequest request) {
        if (!request.canUpgradeToWebSocket() || RequestDeadline.hasBody(request)) {
            return 400; // Vert.x would wait for a body, and say nothing when it is too long or does not come
        }
        if (!origins.allows(request)) {
            return 403;
        }
        return hasRoom.getAsBoolean() ? 0 : 503;
    }
}
