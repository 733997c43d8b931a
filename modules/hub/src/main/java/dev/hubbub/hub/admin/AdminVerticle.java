// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import dev.hubbub.hub.config.AdminConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Answers {@code GET /metrics} in the text format of Prometheus, and 404 to everything else. */
public final class AdminVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 30;

    private final AdminConfig config;
    private final PrometheusMeterRegistry registry;
    private HttpServer server;

    /** @param registry the meters to show */
    public AdminVerticle(AdminConfig config, PrometheusMeterRegistry registry) {
        this.config = config;
        this.registry = registry;
    }

    @Override
    public Future<?> start() {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
                .requestHandler(this::answer);
        return server.listen(config.port(), config.host());
    }

    private void answer(HttpServerRequest request) {
        if (!"/metrics".equals(request.path())) {
            request.response().setStatusCode(404).end();
        } else if (!HttpMethod.GET.equals(request.method())) {
            request.response().setStatusCode(405).putHeader("Allow", "GET").end();
        } else {
            request.response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .putHeader("Cache-Control", "no-store")
                    .end(registry.scrape());
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }
}
