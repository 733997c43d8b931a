// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps connections without a WebSocket few, and cuts those off that do not bring the whole head of their next request
 * in time, or its body, however busily they drip. Idle keep-alive connections end the same way.
 */
public final class RequestDeadline {
    private final Vertx vertx;
    private final int maxConnections;
    private final long withinMillis;
    private final Set<HttpConnection> open = new HashSet<>();
    private final Map<HttpConnection, Long> waiting = new HashMap<>();

    /**
     * Of one event loop.
     *
     * @param maxConnections how many may be open that are no WebSockets
     */
    public RequestDeadline(Vertx vertx, int maxConnections, long withinMillis) {
        this.vertx = vertx;
        this.withinMillis = withinMillis;
        this.maxConnections = maxConnections;
    }

    public void opened(HttpConnection connection) {
        connection.closeHandler(closed -> {
            open.remove(connection);
            forget(connection);
        });
        if (open.size() >= maxConnections) {
            connection.close();
            return;
        }
        open.add(connection);
        expect(connection);
    }

    /** How many connections are open that are no WebSockets. */
    public int connections() {
        return open.size();
    }

    public void arrived(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        open.add(connection); // again, after a handshake that came to nothing
        if (!hasBody(request)) {
            forget(connection);
        }
        request.response().endHandler(answered -> {
            forget(connection);
            expect(connection);
        });
    }

    /** Whether something follows the head; also a GET may bring a body. */
    public static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (length != null && !length.equals("0"));
    }

    /** Its body is here; how long the answer takes is not for the client to say. */
    public void received(HttpServerRequest request) {
        forget(request.connection());
    }

    /** It is a WebSocket from now on, and watched by its session. */
    public void upgraded(HttpServerRequest request) {
        open.remove(request.connection());
        forget(request.connection());
    }

    private void expect(HttpConnection connection) {
        waiting.put(connection, vertx.setTimer(withinMillis, late -> connection.close()));
    }

    private void forget(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
