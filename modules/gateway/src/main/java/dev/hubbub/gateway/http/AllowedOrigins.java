// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.Origin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which pages may connect: the hub's own, and those listed. A client that is no browser sends no Origin and may try;
 * what it can do depends on its token alone, as for all clients.
 */
public final class AllowedOrigins {
    private static final String FORWARDED_SCHEME = "X-Forwarded-Proto";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final List<String> allowed;
    private final ClientIpResolver proxies;

    /** @param proxies that say which scheme the browser used */
    public AllowedOrigins(List<String> allowed, ClientIpResolver proxies) {
        this.allowed = allowed.stream().map(AllowedOrigins::normal).toList();
        this.proxies = proxies;
    }

    public boolean allows(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin == null || allowed.contains("*") || allowed.contains(normal(origin)) || isOwn(origin, request);
    }

    private boolean isOwn(String origin, HttpServerRequest request) {
        HostAndPort hub = request.authority();
        return hub != null
                && Origin.parse(origin)
                        .filter(Origin.of(scheme(request), hub.host(), hub.port())::equals)
                        .isPresent();
    }

    /** How the page was reached: a trusted proxy that ends TLS says so; it writes behind what a client sent. */
    private String scheme(HttpServerRequest request) {
        List<String> forwarded = request.headers().getAll(FORWARDED_SCHEME);
        if (forwarded.isEmpty() || !proxies.isTrusted(request.remoteAddress().hostAddress())) {
            return request.scheme();
        }
        String all = String.join(",", forwarded);
        String last = all.substring(all.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT);
        return SCHEMES.contains(last) ? last : request.scheme();
    }

    private static String normal(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        return lower.endsWith("/") && !lower.endsWith("://") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
