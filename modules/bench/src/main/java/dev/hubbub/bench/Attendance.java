// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps a socket open as the stock client does: the stock bridge drops whoever sends no ping for ten seconds. */
final class Attendance {
    private static final String PING = new JsonObject().put("type", "ping").encode();
    private static final int PING_MILLIS = 5_000;

    /** Pings until the socket is closed, which the tally is told. */
    static void of(WebSocket socket, Vertx vertx, Tally tally) {
        long first = ThreadLocalRandom.current().nextInt(1, PING_MILLIS);
        long pings = vertx.setPeriodic(first, PING_MILLIS, tick -> socket.writeTextMessage(PING));
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            tally.left();
        });
    }

    private Attendance() {}
}
