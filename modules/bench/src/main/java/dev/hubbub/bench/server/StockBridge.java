// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import java.util.concurrent.atomic.AtomicInteger;

/** Vert.x's own bridge at {@code /eventbus} on a free loopback port, as its manual sets it up. */
public final class StockBridge extends VerticleBase {
    private static final int FREE_PORT_FOR_ALL_INSTANCES = -1;

    private final SockJSBridgeOptions permitted;
    private final TlsFiles tls;
    private final AtomicInteger port;

    private StockBridge(SockJSBridgeOptions permitted, TlsFiles tls, AtomicInteger port) {
        this.permitted = permitted;
        this.tls = tls;
        this.port = port;
    }

    /** Starts the bridge, until Vert.x is closed, and returns its port. */
    public static Future<Integer> start(Vertx vertx, SockJSBridgeOptions permitted, TlsFiles tls, int instances) {
        AtomicInteger port = new AtomicInteger();
        return vertx.deployVerticle(
                        () -> new StockBridge(permitted, tls, port), new DeploymentOptions().setInstances(instances))
                .map(deployed -> port.get());
    }

    @Override
    public Future<?> start() {
        Router router = Router.router(vertx);
        router.route("/eventbus/*").subRouter(SockJSHandler.create(vertx).bridge(permitted));
        return vertx.createHttpServer(tls.listener())
                .requestHandler(router)
                .listen(FREE_PORT_FOR_ALL_INSTANCES, "127.0.0.1")
                .onSuccess(server -> port.set(server.actualPort()));
    }
}
