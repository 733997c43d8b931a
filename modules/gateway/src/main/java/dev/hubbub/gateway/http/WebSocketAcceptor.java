// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;

/** Takes the WebSockets that {@link WebSocketUpgrade} opens. */
public interface WebSocketAcceptor {
    /** Reserves room for a WebSocket until its handshake ends. */
    void expect(Future<ServerWebSocket> handshake);

    /** Takes a new WebSocket. */
    void open(ServerWebSocket socket, HandshakeResult result);
}
