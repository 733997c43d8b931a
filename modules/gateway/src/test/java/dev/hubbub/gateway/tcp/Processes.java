// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.tcp;

import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.GatewayVerticle;
import dev.hubbub.gateway.config.ServerKey;
import dev.hubbub.testkit.TcpBridgeClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A gateway with a listener for processes, and the keys of some of them. */
final class Processes {
    static final String SHOP = "shop-key-q7Rr0vTzJk2mWx5YbN8cLd3f";
    static final String GUARD = "guard-key-Zx81mPq0Lw7VtB3nC5sK9dFh";
    static final String HUB = "hub-key-81mPq0Lw7VtB3nC5sK9dFhZx81";

    private static final List<ServerKey> KEYS = List.of(
            new ServerKey("shop", SHOP, List.of("messages.*", "call:shop.search")),
            new ServerKey(
                    "guard",
                    GUARD,
                    List.of("serve:hook.*", "serve:shop.*", "serve:svc.presence.lookup", "hear:evt.*", "hear:news")),
            new ServerKey(
                    "hub",
                    HUB,
                    List.of("call:svc.*", "call:hook.*", "call:shop.search", "publish:evt.*", "publish:news")));

    final GatewayFixture gateway;
    final int port;

    Processes(Vertx vertx) throws Exception {
        this(vertx, new JsonObject());
    }

    /** @param settings of the listener that differ from the defaults */
    Processes(Vertx vertx, JsonObject settings) throws Exception {
        gateway = GatewayFixture.withProcesses(vertx, KEYS, settings);
        port = GatewayVerticle.tcpBridgePort(vertx);
    }

    TcpBridgeClient login(String key) {
        return TcpBridgeClient.login(port, key);
    }

    TcpBridgeClient connect() {
        return TcpBridgeClient.connect(port);
    }

    double figure(String name) {
        return gateway.meters.get("hub.gateway.tcp." + name).gauge().value();
    }
}
