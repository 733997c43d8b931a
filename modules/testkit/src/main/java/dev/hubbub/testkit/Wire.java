// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;

/** What carries frames to the hub and back. */
interface Wire {
    static Wire of(Vertx vertx, ClientOptions options, Consumer<Frame> receiver) {
        return options.transport() == Transport.XHR
                ? new XhrWire(vertx, options, receiver)
                : new WebSocketWire(vertx, options, receiver);
    }

    /** Connects; with SockJS completes with its opening message. */
    Future<Void> open();

    void sendText(String text);

    /** How it ended, once it has. */
    Future<Closed> closed();

    void pause();

    void resume();

    /** Drops the connections without a word. */
    void cut();

    void close();

    WebSocket socket();
}
