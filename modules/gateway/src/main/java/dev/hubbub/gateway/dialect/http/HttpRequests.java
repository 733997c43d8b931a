// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.dialect.RetryAfter;
import dev.hubbub.gateway.dialect.StrictJson;
import dev.hubbub.gateway.dialect.Utf8;
import dev.hubbub.gateway.request.RequestPipeline;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/<request>}: every request of the catalogue but those about a session, each with its own token or
 * server key, in the same way as over a socket. Requests of foreign pages must have been refused before they come here.
 */
public final class HttpRequests {
    private static final String PATH = "/api/v1/";
    private static final String SESSION = "api.session.";
    private static final String KEY = "Idempotency-Key";
    private static final String CLIENT_ID = "clientId";
    private static final Logger LOG = LoggerFactory.getLogger(HttpRequests.class);

    private final RequestPipeline pipeline;
    private final HttpAuthenticator authenticator;
    private final Consumer<HttpServerRequest> received;
    private final int maxBodyBytes;

    /**
     * Must be used on the event loop of the pipeline.
     *
     * @param received told once the body of a request is here
     */
    public HttpRequests(
            RequestPipeline pipeline,
            HttpAuthenticator authenticator,
            Consumer<HttpServerRequest> received,
            int maxBodyBytes) {
        this.pipeline = pipeline;
        this.authenticator = authenticator;
        this.received = received;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.route(PATH + "*").handler(HttpRequests::share);
        router.options(PATH + "*").handler(HttpRequests::allow);
        router.post(PATH + ":request")
                .handler(
                        maxBodyBytes > 0
                                ? BodyHandler.create(false).setBodyLimit(maxBodyBytes)
                                : BodyHandler.create(false))
                .handler(this::handle)
                .failureHandler(HttpRequests::fail);
    }

    /** The page is one of those that may connect, and so it may read the answer. */
    private static void share(RoutingContext ctx) {
        String origin = ctx.request().getHeader("Origin");
        if (origin != null) {
            ctx.response()
                    .putHeader("Access-Control-Allow-Origin", origin)
                    .putHeader("Access-Control-Expose-Headers", "Retry-After");
        }
        ctx.response().putHeader("Vary", "Origin");
        ctx.next();
    }

    private static void allow(RoutingContext ctx) {
        ctx.response()
                .setStatusCode(204)
                .putHeader("Access-Control-Allow-Methods", "OPTIONS, POST")
                .putHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, " + KEY)
                .putHeader("Access-Control-Max-Age", "600")
                .end();
    }

    private void handle(RoutingContext ctx) {
        received.accept(ctx.request());
        String address = "api." + ctx.pathParam("request");
        HttpServerResponse response = ctx.response();
        if (!pipeline.hasType(address) || address.startsWith(SESSION)) {
            fail(response, new HubException(ErrorCode.NOT_FOUND, "no such request"));
            return;
        }
        authenticator
                .authenticate(ctx.request())
                .compose(sender -> submit(sender, address, ctx))
                .onSuccess(reply -> end(response, 200, Json.encode(reply)))
                .onFailure(cause -> fail(response, cause));
    }

    private Future<Object> submit(Sender sender, String address, RoutingContext ctx) {
        JsonObject body = body(ctx);
        String key = ctx.request().getHeader(KEY);
        if (key != null && pipeline.hasField(address, CLIENT_ID)) {
            requireSame(key, body);
        }
        return pipeline.submit(sender, address, body);
    }

    /** The key of the header is the clientId of the body. */
    private static void requireSame(String key, JsonObject body) {
        if (!body.containsKey(CLIENT_ID)) {
            body.put(CLIENT_ID, key);
        } else if (!key.equals(body.getValue(CLIENT_ID))) {
            throw new HubException(ErrorCode.BAD_REQUEST, KEY + ": not the clientId of the body (expected: the same)");
        }
    }

    /** Only JSON, by the rules of frames; without a body an empty object. */
    private static JsonObject body(RoutingContext ctx) {
        Buffer bytes = ctx.body().buffer();
        if (bytes == null || bytes.length() == 0) {
            return new JsonObject();
        }
        Optional<JsonObject> body =
                ctx.is("application/json") ? Utf8.decode(bytes).flatMap(StrictJson::parsed) : Optional.empty();
        return body.orElseThrow(() ->
                new HubException(ErrorCode.BAD_REQUEST, "body: no JSON object (expected: one, as application/json)"));
    }

    /** What the body handler refused, or what went wrong unexpectedly. */
    private static void fail(RoutingContext ctx) {
        if (ctx.statusCode() == ErrorCode.TOO_LARGE.number()) {
            fail(ctx.response(), new HubException(ErrorCode.TOO_LARGE, "body: larger than allowed"));
        } else {
            fail(
                    ctx.response(),
                    ctx.failure() == null ? new IllegalStateException("status " + ctx.statusCode()) : ctx.failure());
        }
    }

    private static void fail(HttpServerResponse response, Throwable cause) {
        if (!(cause instanceof HubException expected)) {
            LOG.error("a request failed", cause);
            fail(response, new HubException(ErrorCode.INTERNAL, "unexpected"));
            return;
        }
        JsonObject body = new JsonObject().put("failureCode", expected.number()).put("message", expected.getMessage());
        expected.retryAfter().ifPresent(wait -> {
            body.put("retryAfter", RetryAfter.seconds(wait));
            response.putHeader("Retry-After", String.valueOf(RetryAfter.seconds(wait)));
        });
        if (expected.is(ErrorCode.UNAUTHORIZED)) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        int status = ErrorCode.of(expected.number()).map(ErrorCode::number).orElse(ErrorCode.INTERNAL.number());
        end(response, status, body.encode());
    }

    private static void end(HttpServerResponse response, int status, String json) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(json);
        }
    }
}
