// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;

/** One try to open a socket, of many. */
final class Upgrade {
    /** The status of the answer, and when to come back; a socket that was opened is closed again. */
    static Future<String> of(Vertx vertx, String url, String from, String forwardedFor) {
        WebSocketClientOptions options = new WebSocketClientOptions();
        options.setLocalAddress(from);
        WebSocketClient client = vertx.createWebSocketClient(options);
        WebSocketConnectOptions request = new WebSocketConnectOptions()
                .setHost(URI.create(url).getHost())
                .setPort(URI.create(url).getPort())
                .setURI("/eventbus/websocket");
        request.addHeader("X-Forwarded-For", forwardedFor);
        return client.connect(request)
                .compose(WebSocket::close)
                .map("101")
                .recover(Upgrade::status)
                .onComplete(answered -> client.close());
    }

    private static Future<String> status(Throwable cause) {
        return cause instanceof UpgradeRejectedException refused
                ? Future.succeededFuture(
                        refused.getStatus() + " " + refused.getHeaders().get("Retry-After"))
                : Future.failedFuture(cause);
    }

    private Upgrade() {}
}
