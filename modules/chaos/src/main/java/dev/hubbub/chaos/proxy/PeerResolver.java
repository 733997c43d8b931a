// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.proxy;

import io.vertx.core.Future;

/** Tells who is at the other end of a connection to a proxy. */
@FunctionalInterface
public interface PeerResolver {
    /** Where all are alike. */
    PeerResolver UNNAMED = (port, proxyPort) -> Future.succeededFuture("");

    /** The caller's name; fails when it is not known. */
    Future<String> resolve(int port, int proxyPort);
}
