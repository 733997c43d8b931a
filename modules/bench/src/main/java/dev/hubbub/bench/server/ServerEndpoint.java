// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;

/**
 * Where a round takes place.
 *
 * @param tokens one for each user, all members of the room, the first of them the sender; none where nobody logs in
 */
public record ServerEndpoint(URI url, RoomId room, List<String> tokens) {
    /** How the socket with this number connects: sockets take turns with the users. */
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
