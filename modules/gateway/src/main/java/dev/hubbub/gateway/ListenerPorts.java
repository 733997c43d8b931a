// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import io.vertx.core.Vertx;
import java.util.Locale;

/** The ports that the listeners of a node were given. */
enum ListenerPorts {
    /** Of clients. */
    CLIENTS,
    /** Of processes. */
    PROCESSES;

    private static final String MAP = "hubbub.gateway";

    void put(Vertx vertx, int port) {
        vertx.sharedData().getLocalMap(MAP).put(name(), port);
    }

    /** Fails when there is none. */
    int get(Vertx vertx) {
        Object port = vertx.sharedData().getLocalMap(MAP).get(name());
        if (port == null) {
            throw new IllegalStateException(
                    "no gateway with a port for " + name().toLowerCase(Locale.ROOT) + " is deployed here");
        }
        return (Integer) port;
    }
}
