// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.http.WebSocketAcceptor;
import dev.hubbub.gateway.request.RequestTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a gateway knows by its data: another request or another dialect is one more item.
 *
 * @param requests the requests whose types it knows
 * @param sockets the paths at which WebSockets speak a dialect
 */
record Extensions(RequestTypes requests, List<SocketRoute> sockets) {
    /** What every gateway has. */
    static final Extensions STANDARD =
            new Extensions(RequestTypes.STANDARD, List.of(SocketRoute.BRIDGE, SocketRoute.SOCKJS));

    /**
     * Finds what accepts a WebSocket by its path.
     *
     * @param make called once for each route
     */
    Function<String, Optional<WebSocketAcceptor>> acceptors(Function<SocketRoute, WebSocketAcceptor> make) {
        Map<SocketRoute, WebSocketAcceptor> made = new LinkedHashMap<>();
        sockets.forEach(route -> made.put(route, make.apply(route)));
        return path -> made.entrySet().stream()
                .filter(each -> each.getKey().path().test(path))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
