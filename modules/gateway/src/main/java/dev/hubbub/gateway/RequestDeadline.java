// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;

/**
 * Cuts connections off that do not bring the whole head of their next request in time, or the body of a POST, however
 * busily they drip. Idle keep-alive connections end the same way.
 */
final class RequestDeadline {
    private static final long WITHIN_MILLIS = 10_000;

    private final Vertx vertx;
    private final Map<HttpConnection, Long> waiting = new HashMap<>();

    RequestDeadline(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> forget(connection));
        expect(connection);
    }

    void arrived(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (!HttpMethod.POST.equals(request.method())) {
            forget(connection);
        }
        request.response().endHandler(answered -> {
            forget(connection);
            expect(connection);
        });
    }

    /** Its body is here; how long the answer takes is not for the client to say. */
    void received(HttpServerRequest request) {
        forget(request.connection());
    }

    /** It is a WebSocket from now on, and watched by its session. */
    void upgraded(HttpServerRequest request) {
        forget(request.connection());
    }

    private void expect(HttpConnection connection) {
        waiting.put(connection, vertx.setTimer(WITHIN_MILLIS, late -> connection.close()));
    }

    private void forget(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
