// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.json.JsonTime;
import dev.hubbub.contract.session.Tickets;
import dev.hubbub.gateway.page.PageFiles;
import dev.hubbub.gateway.page.PageSettings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the HTTP server. */
public final class HttpRoutes {
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "connect-src 'self' ws: wss:; img-src 'self' https: data:; font-src 'self'; base-uri 'none'; "
            + "form-action 'none'; ";
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
    private static final int MAX_BODY = 2_048;

    private final Vertx vertx;
    private final Bus bus;
    private final IpLimits ips;
    private final BooleanSupplier ready;
    private final PageSettings page;

    public HttpRoutes(Vertx vertx, Bus bus, IpLimits ips, BooleanSupplier ready, PageSettings page) {
        this.vertx = vertx;
        this.bus = bus;
        this.ips = ips;
        this.ready = ready;
        this.page = page;
    }

    /** @param transports adds the routes of transports, behind the check of the origin */
    public Router router(AllowedOrigins origins, Consumer<Router> transports, boolean tls) {
        Router router = Router.router(vertx);
        router.errorHandler(400, ctx -> status(ctx, 400)); // without it vertx-web logs each broken escape sequence
        String policy = CSP + page.directive();
        router.route().handler(ctx -> secure(ctx, policy));
        if (tls) {
            router.route().handler(HttpRoutes::requireTls);
        }
        readable(router, "/health").handler(this::overview);
        readable(router, "/health/live").handler(ctx -> health(ctx, true));
        readable(router, "/health/ready").handler(ctx -> health(ctx, ready.getAsBoolean()));
        router.route("/eventbus*").handler(ctx -> checkOrigin(ctx, origins));
        router.route("/api/*").handler(ctx -> checkOrigin(ctx, origins));
        transports.accept(router);
        router.post("/session/ticket").handler(ctx -> checkOrigin(ctx, origins));
        router.post("/session/ticket").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY));
        router.post("/session/ticket").handler(this::redeem);
        readable(router, "/session/page").handler(ctx -> ctx.json(page.json()));
        router.route().method(HttpMethod.GET).method(HttpMethod.HEAD).handler(new PageFiles(vertx));
        router.route().handler(ctx -> status(ctx, 404));
        router.route().failureHandler(ctx -> status(ctx, ctx.statusCode() > 0 ? ctx.statusCode() : 500));
        return router;
    }

    private static Route readable(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void secure(RoutingContext ctx, String policy) {
        ctx.response()
                .putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-cache");
        ctx.next();
    }

    private static void requireTls(RoutingContext ctx) {
        ctx.response().putHeader("Strict-Transport-Security", "max-age=31536000");
        ctx.next();
    }

    /** What those that watch other chat servers look for, in one answer. */
    private void overview(RoutingContext ctx) {
        boolean well = ready.getAsBoolean();
        ctx.response()
                .setStatusCode(well ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("status", well ? "ok" : "down")
                        .put("timestamp", JsonTime.text(Instant.now()))
                        .put("service", "Hubbub")
                        .put("websocket", "enabled")
                        .encode());
    }

    private static void health(RoutingContext ctx, boolean well) {
        ctx.response()
                .setStatusCode(well ? 200 : 503)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject().put("status", well ? "up" : "down").encode());
    }

    private void checkOrigin(RoutingContext ctx, AllowedOrigins origins) {
        if (origins.allows(ctx.request())) {
            ctx.next();
        } else {
            ips.counters().originRefused(ctx.request().getHeader("Origin"));
            status(ctx, 403);
        }
    }

    private void redeem(RoutingContext ctx) {
        Tickets.Redeem ticket;
        try {
            ticket = Json.read(body(ctx), Tickets.Redeem.class);
        } catch (HubException e) {
            answer(ctx, 400, e);
            return;
        }
        ips.failures()
                .attempt(ips.ip(ctx.request()), HttpRoutes::isUnknown, () -> bus.call(Tickets.REDEEM, ticket))
                .onSuccess(token -> ctx.response()
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store")
                        .end(Json.write(token).encode()))
                .onFailure(cause -> {
                    ips.counters().loginRefused(cause, ips.ip(ctx.request()));
                    refuse(ctx, (HubException) cause);
                });
    }

    private static boolean isUnknown(Throwable cause) {
        return cause instanceof HubException refused && refused.is(ErrorCode.NOT_FOUND);
    }

    private static void refuse(RoutingContext ctx, HubException cause) {
        if (cause.is(ErrorCode.TOO_MANY)) {
            HttpErrors.failure(ctx.request(), cause);
        } else {
            answer(ctx, 404, cause);
        }
    }

    /** Only JSON: a form of another page could send text without asking first. */
    private static JsonObject body(RoutingContext ctx) {
        try {
            if (ctx.is("application/json")
                    && ctx.body().buffer() != null
                    && ctx.body().buffer().toJsonValue() instanceof JsonObject json) {
                return json;
            }
        } catch (DecodeException e) {
            LOG.debug("body is no JSON: {}", e.getMessage());
        }
        throw new HubException(ErrorCode.BAD_REQUEST, "body: no JSON object (expected: {ticket} as application/json)");
    }

    private static void answer(RoutingContext ctx, int status, HubException cause) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(new JsonObject()
                        .put("failureCode", cause.number())
                        .put("message", cause.getMessage())
                        .encode());
    }

    private static void status(RoutingContext ctx, int status) {
        if (!ctx.response().ended()) {
            ctx.response().setStatusCode(status).end();
        }
    }
}
