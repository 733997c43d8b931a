// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import io.vertx.core.internal.http.HttpServerRequestWrapper;
import java.util.Set;

/**
 * Where the hub is below a path of its host: takes the path off each request, so that no route knows it. What is not below
 * it is not found, but for {@code /health}, which is asked for on the port itself.
 */
public final class BasePath {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final String path;

    /** @param path as {@code http.basePath} has it; empty: the hub is all of its host */
    public BasePath(String path) {
        this.path = path;
    }

    /** Hands the request on as the routes know it, or answers it. */
    public void route(HttpServerRequest request, Handler<HttpServerRequest> routes) {
        String asked = request.path();
        if (path.isEmpty() || asked == null || asked.equals("/health") || asked.startsWith("/health/")) {
            routes.handle(request);
        } else if (asked.startsWith(path + "/")) {
            routes.handle(new Below((HttpServerRequestInternal) request, asked.substring(path.length())));
        } else if (asked.equals(path) && READING.contains(request.method())) {
            // relative addresses of the page would miss the path
            request.response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, withQuery(request, path + "/"))
                    .end();
        } else {
            HttpErrors.status(request, 404);
        }
    }

    private static String withQuery(HttpServerRequest request, String path) {
        return request.query() == null ? path : path + "?" + request.query();
    }

    /** A request as if the path were not there. */
    private static final class Below extends HttpServerRequestWrapper {
        private final String path;

        Below(HttpServerRequestInternal request, String path) {
            super(request);
            this.path = path;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public String uri() {
            return withQuery(this, path);
        }
    }
}
