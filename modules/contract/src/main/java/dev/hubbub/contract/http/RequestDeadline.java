// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps connections without a WebSocket few, and cuts those off that do not bring the whole head of their next request
 * in time, or its body, however busily they drip. Idle keep-alive connections end the same way.
 */
public final class RequestDeadline {
    private final int maxConnections;
    private final long withinNanos;
    private final LongSupplier nanos;
    private final Set<HttpConnection> open = new HashSet<>();

    /** Since when each is waited for, the longest first. */
    private final Map<HttpConnection, Long> waiting = new LinkedHashMap<>();

    /**
     * Of one event loop.
     *
     * @param maxConnections how many may be open that are no WebSockets
     */
    public RequestDeadline(int maxConnections, long withinMillis) {
        this(maxConnections, withinMillis, System::nanoTime);
    }

    RequestDeadline(int maxConnections, long withinMillis, LongSupplier nanos) {
        this.withinNanos = TimeUnit.MILLISECONDS.toNanos(withinMillis);
        this.maxConnections = maxConnections;
        this.nanos = nanos;
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

    /** To be called often: closes the connections whose time is over. */
    public void sweep() {
        long latest = nanos.getAsLong() - withinNanos;
        List<HttpConnection> late = waiting.entrySet().stream()
                .takeWhile(each -> each.getValue() - latest <= 0)
                .map(Map.Entry::getKey)
                .toList();
        late.forEach(this::forget);
        late.forEach(HttpConnection::close);
    }

    private void expect(HttpConnection connection) {
        waiting.remove(connection); // to the end of the line
        waiting.put(connection, nanos.getAsLong());
    }

    private void forget(HttpConnection connection) {
        waiting.remove(connection);
    }
}
