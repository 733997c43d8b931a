// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Which pages may connect: the hub's own, and those listed. A client that is no browser sends no Origin and may try;
 * what it can do depends on its token alone, as for all clients.
 */
public final class AllowedOrigins {
    private final List<String> allowed;

    public AllowedOrigins(List<String> allowed) {
        this.allowed = allowed.stream().map(AllowedOrigins::normal).toList();
    }

    public boolean allows(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || allowed.contains("*") || allowed.contains(normal(origin)) || isOwn(origin, request);
    }

    private static boolean isOwn(String origin, HttpServerRequest request) {
        if (request.authority() == null) {
            return false;
        }
        try {
            URI uri = URI.create(origin);
            String host = request.authority().host();
            return uri.getHost() != null
                    && uri.getHost().equalsIgnoreCase(host)
                    && port(uri.getPort(), uri.getScheme())
                            == port(request.authority().port(), request.scheme());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static int port(int given, String scheme) {
        if (given > 0) {
            return given;
        }
        return "https".equals(scheme) ? 443 : 80;
    }

    private static String normal(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
