// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.limits.FailedLoginLimiter;
import dev.hubbub.gateway.limits.UpgradeRateLimiter;
import dev.hubbub.gateway.metrics.GatewayCounters;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

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

    /**
     * Counts that an IP address tries to open a socket; how long it has to wait when it does so too often.
     *
     * @param makesRoom whether another socket of the IP address was closed for this one, so that it need not wait
     */
    public Optional<Duration> tried(InetAddress ip, Predicate<InetAddress> makesRoom) {
        return upgrades.tried(ip).filter(wait -> !makesRoom.test(ip));
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
