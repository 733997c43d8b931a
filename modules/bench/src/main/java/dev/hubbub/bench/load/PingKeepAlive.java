// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps a socket open as the stock client does: the stock bridge closes a socket without a ping for ten seconds. */
final class PingKeepAlive {
    private static final String PING = new JsonObject().put("type", "ping").encode();
    private static final int PING_MILLIS = 5_000;

    /** Pings until the socket is closed, and reports the close to the recorder. */
    static void start(WebSocket socket, Vertx vertx, DeliveryRecorder recorder) {
        long first = ThreadLocalRandom.current().nextInt(1, PING_MILLIS);
        long pings = vertx.setPeriodic(first, PING_MILLIS, tick -> socket.writeTextMessage(PING));
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            recorder.socketClosed();
        });
    }

    private PingKeepAlive() {}
}
