// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;

/**
 * The address of a server, and the room and users of a round.
 *
 * @param tokens one for each user; all are members of the room, the first is the sender; empty without login
 */
public record ServerEndpoint(URI url, RoomId room, List<String> tokens) {
    /** How the socket with this number connects: users are assigned to sockets in turn. */
    public WebSocketConnectOptions socket(int number) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI("/eventbus/websocket");
        if (!tokens.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + tokens.get(number % tokens.size()));
        }
        return options.setAllowOriginHeader(false);
    }
}
