// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import dev.hubbub.contract.http.RequestDeadline;
import dev.hubbub.contract.http.StrictHttpServer;
import dev.hubbub.hub.config.AdminConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.BooleanSupplier;

/**
 * Answers {@code GET /metrics} in the text format of Prometheus, {@code GET /health} with the state of the node, and 404 to
 * everything else.
 */
public final class AdminVerticle extends VerticleBase {
    private static final int IDLE_SECONDS = 30;
    private static final int MAX_CONNECTIONS = 100;
    private static final long REQUEST_MILLIS = 10_000;
    private static final long SWEEP_MILLIS = 500;

    private final AdminConfig config;
    private final PrometheusMeterRegistry registry;
    private final BooleanSupplier ready;
    private final RequestDeadline deadline;
    private HttpServer server;

    /**
     * @param registry the meters to show
     * @param ready whether all parts of the node run
     */
    public AdminVerticle(AdminConfig config, PrometheusMeterRegistry registry, BooleanSupplier ready) {
        this(config, registry, ready, REQUEST_MILLIS);
    }

    /** @param requestMillis how long a client may take for a request */
    AdminVerticle(AdminConfig config, PrometheusMeterRegistry registry, BooleanSupplier ready, long requestMillis) {
        this.config = config;
        this.registry = registry;
        this.ready = ready;
        this.deadline = new RequestDeadline(MAX_CONNECTIONS, requestMillis);
    }

    @Override
    public Future<?> start() {
        HttpServerOptions options =
                new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false);
        server = StrictHttpServer.create(vertx, options, deadline).requestHandler(this::answer);
        vertx.setPeriodic(SWEEP_MILLIS, tick -> deadline.sweep());
        return server.listen(config.port(), config.host());
    }

    private void answer(HttpServerRequest request) {
        deadline.arrived(request);
        boolean health = "/health".equals(request.path());
        if (!health && !"/metrics".equals(request.path())) {
            request.response().setStatusCode(404).end();
        } else if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            request.response()
                    .setStatusCode(405)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
        } else if (health) {
            boolean well = ready.getAsBoolean();
            String status = new JsonObject().put("status", well ? "up" : "down").encode();
            request.response().setStatusCode(well ? 200 : 503);
            end(request, "application/json", status);
        } else {
            end(request, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
        }
    }

    private static void end(HttpServerRequest request, String type, String body) {
        request.response()
                .putHeader("Content-Type", type)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "no-store")
                .end(body);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }
}
