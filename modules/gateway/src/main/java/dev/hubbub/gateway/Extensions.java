// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.request.RequestTypes;
import java.util.List;

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
}
