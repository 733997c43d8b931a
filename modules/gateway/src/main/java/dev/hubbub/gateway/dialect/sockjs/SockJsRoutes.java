// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.sockjs;

import dev.hubbub.contract.value.SessionId;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.transport.polling.PollRequest;
import dev.hubbub.gateway.transport.polling.PollResponses;
import dev.hubbub.gateway.transport.polling.PollingRouter;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What SockJS asks for over plain HTTP: the description of the endpoint, and the transports for networks that block
 * WebSocket. Requests of foreign pages must have been refused before they come here.
 */
public final class SockJsRoutes {
    private static final String SESSION = "/eventbus/[^/.]{1,64}/([A-Za-z0-9_-]{20,128})/";
    private static final Pattern WEBSOCKET = Pattern.compile("/eventbus/[^/.]+/[^/.]+/websocket");
    private static final int MAX_EMPTY_BODY = 1_024;

    private final GatewayConfig config;
    private final PollingRouter polling;
    private final PollResponses responses;
    private final RequestHooks hooks;
    private final SecureRandom random = new SecureRandom();

    /**
     * What concerns every request.
     *
     * @param received told once the body of one is here
     * @param clientIp the IP address that it counts for
     */
    public record RequestHooks(
            Consumer<HttpServerRequest> received, Function<HttpServerRequest, InetAddress> clientIp) {}

    /** The endpoint of one event loop. */
    public SockJsRoutes(GatewayConfig config, PollingRouter polling, PollResponses responses, RequestHooks hooks) {
        this.config = config;
        this.polling = polling;
        this.responses = responses;
        this.hooks = hooks;
    }

    /** Whether a WebSocket of SockJS is asked for there. */
    public static boolean isWebSocket(String path) {
        return path != null && WEBSOCKET.matcher(path).matches();
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.route("/eventbus*").handler(SockJsRoutes::share);
        router.options("/eventbus/info").handler(ctx -> allow(ctx, HttpMethod.GET));
        router.route("/eventbus/info")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::describe);
        if (config.http().fallbacks()) {
            for (SockJsTransport transport : SockJsTransport.values()) {
                mount(router, transport.name().toLowerCase(Locale.ROOT), transport.method(), MAX_EMPTY_BODY)
                        .handler(ctx -> responses.start(request(ctx), transport));
            }
            router.routeWithRegex(HttpMethod.HEAD, SESSION + "eventsource").handler(SockJsRoutes::showType);
            mount(router, "xhr_send", HttpMethod.POST, config.sockets().maxFrameBytes())
                    .handler(ctx -> new XhrSend(polling, session(ctx), ctx.response())
                            .deliver(ctx.body().buffer()));
        }
    }

    private Route mount(Router router, String name, HttpMethod method, int maxBody) {
        router.routeWithRegex(HttpMethod.OPTIONS, SESSION + name).handler(ctx -> allow(ctx, method));
        return router.routeWithRegex(method, SESSION + name)
                .handler(BodyHandler.create(false).setBodyLimit(maxBody))
                .handler(this::received);
    }

    private void received(RoutingContext ctx) {
        hooks.received().accept(ctx.request());
        ctx.next();
    }

    /** The page is one of those that may connect, and so it may read the answer. */
    private static void share(RoutingContext ctx) {
        String origin = ctx.request().getHeader("Origin");
        if (origin != null) {
            ctx.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Allow-Credentials", "true"); // the stock client asks with cookies
        }
        ctx.response().putHeader("Vary", "Origin");
        ctx.next();
    }

    /** The head of the answer, without a session. */
    private static void showType(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Type", SockJsTransport.EVENTSOURCE.contentType())
                .end();
    }

    private static void allow(RoutingContext ctx, HttpMethod method) {
        ctx.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "OPTIONS, " + method)
                .putHeader("Access-Control-Allow-Headers", "Content-Type")
                .putHeader("Access-Control-Max-Age", "600")
                .end();
    }

    private void describe(RoutingContext ctx) {
        ctx.response()
                .putHeader("Content-Type", "application/json; charset=UTF-8")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("websocket", true)
                        .put("cookie_needed", false)
                        .put("origins", new JsonArray().add("*:*"))
                        .put("entropy", random.nextInt() & 0xffff_ffffL)
                        .encode());
    }

    private PollRequest request(RoutingContext ctx) {
        InetAddress ip = hooks.clientIp().apply(ctx.request());
        return new PollRequest(ctx.request(), session(ctx), ip.getHostAddress());
    }

    private static SessionId session(RoutingContext ctx) {
        return new SessionId(ctx.pathParam("param0"));
    }
}
