// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import dev.hubbub.gateway.limits.UpgradeRateLimiter;
import dev.hubbub.gateway.metrics.GatewayCounters;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/**
 * What one IP address may do on this node, and where refusals are counted; safe for use by several threads.
 *
 * @param resolver which IP address a request counts for
 * @param upgrades how often an IP address may try to open a socket
 * @param failures the failed logins of each IP address
 * @param counters of what is refused
 */
public record IpLimits(
        ClientIpResolver resolver, UpgradeRateLimiter upgrades, FailedLoginLimiter failures, GatewayCounters counters) {
    /** The limits as set. */
    public static IpLimits of(GatewayConfig config, GatewayCounters counters) {
        return new IpLimits(
                new ClientIpResolver(config.http().proxies()),
                new UpgradeRateLimiter(config.limits()),
                new FailedLoginLimiter(config.limits()),
                counters);
    }

    /** How many rate limiters are kept on this node. */
    public long kept() {
        return upgrades.kept() + failures.kept();
    }

    /** The IP address that a request counts for. */
    public InetAddress ip(HttpServerRequest request) {
        return resolver.resolve(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }
}
