// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Shows the document at {@code /openapi.json}. It is made once for each event loop. */
public final class OpenApiRoute {
    private final Buffer document;
    private final String etag;

    /** @param basePath below which the hub is; empty: none */
    public OpenApiRoute(String basePath) {
        document = OpenApiDocument.create(basePath).toBuffer();
        UUID digest = UUID.nameUUIDFromBytes(document.toString().getBytes(StandardCharsets.UTF_8));
        etag = "\"" + digest + "\"";
    }

    /** Adds the route. */
    public void mount(Router router) {
        router.route("/openapi.json")
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .handler(this::answer);
    }

    private void answer(RoutingContext ctx) {
        ctx.response().putHeader("ETag", etag).putHeader("Cache-Control", "no-cache");
        if (etag.equals(ctx.request().getHeader("If-None-Match"))) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.response().putHeader("Content-Type", "application/json").end(document);
        }
    }
}
