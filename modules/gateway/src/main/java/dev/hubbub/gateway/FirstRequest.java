// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/** Cuts connections off that bring no whole request head in time, however busily they drip. */
final class FirstRequest {
    private static final long WITHIN_MILLIS = 10_000;

    private final Vertx vertx;
    private final Map<HttpConnection, Long> waiting = new HashMap<>();

    FirstRequest(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        waiting.put(connection, vertx.setTimer(WITHIN_MILLIS, late -> connection.close()));
        connection.closeHandler(closed -> forget(connection));
    }

    void arrived(HttpServerRequest request) {
        forget(request.connection());
    }

    private void forget(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
