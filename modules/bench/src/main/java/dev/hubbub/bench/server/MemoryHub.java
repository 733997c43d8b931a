// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import dev.hubbub.access.AccessVerticle;
import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.config.LimitsConfig;
import dev.hubbub.limits.LimitsVerticle;
import dev.hubbub.persistence.PersistenceVerticle;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.presence.PresenceConfig;
import dev.hubbub.presence.PresenceVerticle;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;

/** The hub's verticles as a node deploys them, but on the store in memory and without limits. */
public final class MemoryHub {
    private static final AccessConfig ROOMS =
            new AccessConfig(AccessConfig.Creators.ANYONE, AccessConfig.Adding.UNLIMITED, 0, 0, 65_536);

    /** Access and persistence share an event loop, as in a node. */
    private record SharedEventLoop(Deployable first, Deployable second) implements Deployable {
        @Override
        public Future<?> deploy(Context context) throws Exception {
            Future<?> started = first.deploy(context);
            return started.compose(deployed -> deploySecond(context));
        }

        private Future<?> deploySecond(Context context) {
            try {
                return second.deploy(context);
            } catch (Exception e) {
                return Future.failedFuture(e);
            }
        }
    }

    /** Starts it, and returns its port. */
    public static Future<Integer> start(Vertx vertx, TlsFiles tls, String key) {
        PresenceConfig presence = PresenceConfig.defaults();
        return vertx.deployVerticle(new SharedEventLoop(
                        new PersistenceVerticle(PersistenceConfig.inMemory()), new AccessVerticle(ROOMS)))
                .compose(started -> vertx.deployVerticle(new PresenceVerticle(presence)))
                .compose(started -> vertx.deployVerticle(new LimitsVerticle(presence.leaseMillis())))
                .compose(started -> vertx.deployVerticle(new GatewayVerticle(gateway(tls, key))))
                .map(started -> GatewayVerticle.port(vertx));
    }

    private static GatewayConfig gateway(TlsFiles tls, String key) {
        JsonObject http = new JsonObject().put("port", 0).put("tls", tls.config());
        JsonObject keys = new JsonObject().put("hs256", key);
        GatewayConfig defaults = Json.read(new JsonObject().put("http", http).put("auth", keys), GatewayConfig.class);
        return new GatewayConfig(
                defaults.http(),
                defaults.auth(),
                defaults.bridge(),
                defaults.sockets(),
                defaults.feeds(),
                LimitsConfig.NONE,
                defaults.tcpBridge());
    }

    private MemoryHub() {}
}
