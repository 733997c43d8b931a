// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.Dialect;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;

/**
 * The address of a server, what it speaks, and the rooms and users of a step.
 *
 * @param tokens one for each user; empty without login
 */
public record ServerEndpoint(URI url, Dialect dialect, Layout layout, List<String> tokens) {
    public ServerEndpoint {
        tokens = List.copyOf(tokens);
    }

    /** How the connection with this number connects. */
    public WebSocketConnectOptions socket(int connection) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(dialect.path());
        if (!tokens.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + tokens.get(connection % tokens.size()));
        }
        return options.setAllowOriginHeader(false);
    }
}
