// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.gateway.auth.KeyRing;
import dev.hubbub.gateway.fallback.PostOffice;
import dev.hubbub.gateway.limits.ClientAddress;
import dev.hubbub.gateway.limits.FailedLogins;
import dev.hubbub.gateway.limits.SharedBuckets;
import dev.hubbub.gateway.limits.UpgradeRate;
import dev.hubbub.gateway.session.Audience;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/**
 * What the doors of a node have in common; safe for use by several threads.
 *
 * @param keys by which tokens are verified
 * @param audience who is here
 * @param buckets what users may do how often
 * @param addresses which address a request counts for
 * @param upgrades how often an address may try to open a socket
 * @param failures who failed to log in
 * @param office where sessions without a WebSocket are
 */
record Lobby(
        KeyRing keys,
        Audience audience,
        SharedBuckets buckets,
        ClientAddress addresses,
        UpgradeRate upgrades,
        FailedLogins failures,
        PostOffice office) {
    Lobby(GatewayConfig config, KeyRing keys, Audience audience, SharedBuckets buckets, PostOffice office) {
        this(
                keys,
                audience,
                buckets,
                new ClientAddress(config.http().proxies()),
                new UpgradeRate(config.limits()),
                new FailedLogins(config.limits()),
                office);
    }

    /** How many buckets are kept on this node. */
    long keptBuckets() {
        return buckets.kept() + upgrades.kept() + failures.kept();
    }

    InetAddress address(HttpServerRequest request) {
        return addresses.of(
                request.remoteAddress().hostAddress(), request.headers().getAll("X-Forwarded-For"));
    }
}
