// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.dialect.bridge.BridgeDialect;
import dev.hubbub.gateway.dialect.bridge.BridgeHandler;
import dev.hubbub.gateway.dialect.sockjs.SockJsDialect;
import dev.hubbub.gateway.dialect.sockjs.SockJsRoutes;
import dev.hubbub.gateway.session.Endpoint;
import dev.hubbub.gateway.session.request.SessionRequests;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The paths at which WebSockets speak a dialect.
 *
 * @param path whether a path is one of them
 * @param endpoint what is spoken there; made once for each event loop, from the way of its requests
 */
record SocketRoute(Predicate<String> path, Function<SessionRequests, Endpoint> endpoint) {
    /** Frames of the bridge, each a message. */
    static final SocketRoute BRIDGE = new SocketRoute(
            "/eventbus/websocket"::equals,
            requests -> new Endpoint(BridgeDialect.INSTANCE, new BridgeHandler(requests)));

    /** Frames of the bridge inside those of SockJS. */
    static final SocketRoute SOCKJS = new SocketRoute(
            SockJsRoutes::isWebSocket, requests -> new Endpoint(SockJsDialect.OF_BRIDGE, new BridgeHandler(requests)));
}
