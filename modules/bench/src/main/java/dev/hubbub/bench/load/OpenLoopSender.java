// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.server.ServerEndpoint;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** Sends each message when it is due, whether earlier ones were answered or not. */
public final class OpenLoopSender implements AutoCloseable {
    private final RoomId room;
    private final int bytes;
    private final WebSocketClient client;
    private final WebSocket socket;
    private final String clientIdPrefix = UUID.randomUUID().toString().substring(0, 8);
    private final LongAdder refused = new LongAdder();

    public OpenLoopSender(Vertx vertx, ServerEndpoint endpoint, int bytes, DeliveryRecorder recorder)
            throws TimeoutException {
        this.room = endpoint.room();
        this.bytes = bytes;
        this.client = vertx.createWebSocketClient();
        this.socket = client.connect(endpoint.socket(0)).await(10, TimeUnit.SECONDS);
        socket.handler(this::answered);
        PingKeepAlive.start(socket, vertx, recorder);
    }

    public void send(long index) {
        Messages.Send body = new Messages.Send(
                room, new ClientId(clientIdPrefix + "-" + index), MessageIndex.textWith(index, bytes));
        socket.writeTextMessage(new JsonObject()
                .put("type", "send")
                .put("address", Messages.SEND.address())
                .put("replyAddress", Long.toString(index))
                .put("body", Json.write(body))
                .encode());
    }

    /** The number of messages that the server refused. */
    public long refused() {
        return refused.sum();
    }

    @Override
    public void close() throws TimeoutException {
        socket.close().compose(closed -> client.close()).await(10, TimeUnit.SECONDS);
    }

    private void answered(Buffer frame) {
        if ("err".equals(frame.toJsonObject().getString("type"))) {
            refused.increment();
        }
    }
}
