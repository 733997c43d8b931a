// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Shows the document at {@code /openapi.json}. It is made once. */
public final class OpenApiRoute {
    private static final Buffer DOCUMENT = OpenApiDocument.create().toBuffer();
    private static final String ETAG = '"'
            + UUID.nameUUIDFromBytes(DOCUMENT.toString().getBytes(StandardCharsets.UTF_8))
                    .toString()
            + '"';

    /** Adds the route. */
    public static void mount(Router router) {
        router.route("/openapi.json")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(OpenApiRoute::answer);
    }

    private static void answer(RoutingContext ctx) {
        ctx.response().putHeader("ETag", ETAG).putHeader("Cache-Control", "no-cache");
        if (ETAG.equals(ctx.request().getHeader("If-None-Match"))) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.response().putHeader("Content-Type", "application/json").end(DOCUMENT);
        }
    }

    private OpenApiRoute() {}
}
