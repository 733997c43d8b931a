// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import io.vertx.core.Future;

/** Tells who is at the other end of a connection to a proxy. */
@FunctionalInterface
public interface Callers {
    /** Where all are alike. */
    Callers ANYBODY = (port, proxyPort) -> Future.succeededFuture("");

    /** The caller's name; fails when it is not known. */
    Future<String> of(int port, int proxyPort);
}
