// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.dialect.Dialect;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** One connection in the dialect of its server: opens it, keeps it open, and passes on what else it reads. */
public final class ClientSocket {
    private static final int PING_MILLIS = 5_000;

    private final Dialect dialect;
    private final WebSocket socket;
    private final Promise<ClientSocket> ready = Promise.promise();
    private Consumer<Buffer> reader = frame -> {};
    private boolean welcomed;

    private ClientSocket(Dialect dialect, WebSocket socket) {
        this.dialect = dialect;
        this.socket = socket;
    }

    /** Connects as the connection with this number, and waits until the server lets it send. */
    public static Future<ClientSocket> open(WebSocketClient client, ServerEndpoint endpoint, int connection) {
        return client.connect(endpoint.socket(connection))
                .compose(socket -> new ClientSocket(endpoint.dialect(), socket).greet());
    }

    private Future<ClientSocket> greet() {
        socket.handler(this::received);
        String hello = dialect.hello();
        if (hello == null) {
            welcomed = true;
            ready.complete(this);
        } else {
            socket.writeTextMessage(hello);
        }
        return ready.future();
    }

    private void received(Buffer frame) {
        String pong = dialect.pong(frame);
        if (pong != null) {
            socket.writeTextMessage(pong);
        } else if (welcomed) {
            reader.accept(frame);
        } else if (dialect.welcomes(frame)) {
            welcomed = true;
            ready.complete(this);
        }
    }

    /** What reads the frames of the server. */
    public ClientSocket read(Consumer<Buffer> frames) {
        reader = frames;
        return this;
    }

    /** Pings as often as the server wants it, and tells when the socket is closed. */
    public ClientSocket keepAlive(Vertx vertx, Runnable closed) {
        String ping = dialect.ping();
        if (ping == null) {
            socket.closeHandler(end -> closed.run());
            return this;
        }
        long first = ThreadLocalRandom.current().nextInt(1, PING_MILLIS);
        long pings = vertx.setPeriodic(first, PING_MILLIS, tick -> socket.writeTextMessage(ping));
        socket.closeHandler(end -> {
            vertx.cancelTimer(pings);
            closed.run();
        });
        return this;
    }

    /** Sends a frame. */
    public Future<Void> write(String frame) {
        return socket.writeTextMessage(frame);
    }

    /** Closes the connection. */
    public Future<Void> close() {
        return socket.close();
    }
}
