// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.peer;

import dev.hubbub.bench.dialect.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.List;

/**
 * The address of a server, what it speaks, and the rooms and users of a step.
 *
 * @param nodes one URL for each node; clients connect to the first
 * @param tokens one for each user; empty without login
 */
public record ServerEndpoint(List<URI> nodes, Dialect dialect, Layout layout, List<String> tokens) {
    public ServerEndpoint {
        nodes = List.copyOf(nodes);
        tokens = List.copyOf(tokens);
    }

    /** For clients that connect to this node. */
    public ServerEndpoint node(int index) {
        return new ServerEndpoint(List.of(nodes.get(index)), dialect, layout, tokens);
    }

    /** For clients that connect to the last node. */
    public ServerEndpoint lastNode() {
        return node(nodes.size() - 1);
    }

    /** A client for so many connections. It accepts every certificate. */
    public static WebSocketClient client(Vertx vertx, int connections) {
        return vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(connections + 1)
                .setTrustAll(true)
                .setVerifyHost(false));
    }

    /** How the connection with this number connects. */
    public WebSocketConnectOptions socket(int connection) {
        URI url = nodes.get(0);
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setSsl("https".equals(url.getScheme()))
                .setURI(dialect.path());
        if (!tokens.isEmpty()) {
            options.addHeader("Authorization", "Bearer " + tokens.get(connection % tokens.size()));
        }
        return options.setAllowOriginHeader(false);
    }
}
