// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.testkit.frame.Closed;
import dev.hubbub.testkit.frame.Frame;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;

/** A connection that carries frames to the hub and back. */
interface Connection {
    static Connection of(Vertx vertx, ClientOptions options, Consumer<Frame> receiver) {
        return options.transport() == Transport.XHR
                ? new XhrConnection(vertx, options, receiver)
                : new WebSocketConnection(vertx, options, receiver);
    }

    /** Connects; with SockJS completes with the opening message. */
    Future<Void> open();

    void sendText(String text);

    /** Completes with the close code when the connection has ended. */
    Future<Closed> closed();

    void pause();

    void resume();

    /** Drops the connection without a close frame. */
    void cut();

    void close();

    WebSocket socket();
}
