// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.server.ServerEndpoint;
import dev.hubbub.contract.session.Feeds;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The readers of one event loop. */
public final class ReaderGroup extends VerticleBase {
    private final ServerEndpoint endpoint;
    private final DeliveryRecorder recorder;
    private final int size;
    private final List<WebSocket> sockets = new ArrayList<>();
    private WebSocketClient client; // closing it closes its sockets

    public ReaderGroup(ServerEndpoint endpoint, DeliveryRecorder recorder, int size) {
        this.endpoint = endpoint;
        this.recorder = recorder;
        this.size = size;
    }

    @Override
    public Future<?> start() {
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size + 1));
        Future<Void> opened = Future.succeededFuture();
        for (int i = 0; i < size; i++) {
            int number = i;
            opened = opened.compose(next -> open(number));
        }
        return opened;
    }

    /** Closes each socket: closing the client with open sockets waits for a time-out. */
    @Override
    public Future<?> stop() {
        return Future.join(sockets.stream().map(WebSocket::close).toList());
    }

    private Future<Void> open(int number) {
        return client.connect(endpoint.socket(number)).compose(this::follow);
    }

    private Future<Void> follow(WebSocket socket) {
        sockets.add(socket);
        ReaderSocket reader = new ReaderSocket(recorder);
        socket.handler(reader::received);
        PingKeepAlive.start(socket, vertx, recorder);
        return socket.writeTextMessage(new JsonObject()
                .put("type", "register")
                .put("address", Feeds.of(endpoint.room()))
                .encode());
    }
}
