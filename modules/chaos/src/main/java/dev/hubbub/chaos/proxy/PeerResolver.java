// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** Names the peer that opened a connection to a proxy. */
@FunctionalInterface
public interface PeerResolver {
    /** Gives all peers the same empty name. */
    PeerResolver UNNAMED = (port, proxyPort) -> Future.succeededFuture("");

    /** The name of the peer with this port; fails when it is unknown. */
    Future<String> resolve(int port, int proxyPort);
}
