// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** Makes servers whose clients must send well-formed requests in time. */
public final class StrictHttpServer {
    /**
     * A server without a request handler, which must tell the deadline of each request that has arrived. The deadline is to
     * be swept often.
     */
    public static HttpServer create(Vertx vertx, HttpServerOptions options, RequestDeadline deadline) {
        return vertx.createHttpServer(options).connectionHandler(connection -> {
            StrictRequestDecoder.install(connection, options);
            deadline.opened(connection);
        });
    }

    private StrictHttpServer() {}
}
