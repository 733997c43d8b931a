// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.dialect.Answer;
import dev.hubbub.bench.dialect.Dialect;
import dev.hubbub.bench.load.ClientSocket;
import dev.hubbub.bench.load.Texts;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends each message when it is due, whether earlier ones were answered or not. Each room has a connection that sends;
 * rooms have their turn one after the other.
 */
public final class OpenLoopSender implements AutoCloseable {
    private final Dialect dialect;
    private final Layout layout;
    private final Texts texts;
    private final DeliveryRecorder recorder;
    private final WebSocketClient client;
    private final List<ClientSocket> sockets = new ArrayList<>();

    public OpenLoopSender(Vertx vertx, ServerEndpoint endpoint, int bytes, DeliveryRecorder recorder)
            throws TimeoutException {
        this.dialect = endpoint.dialect();
        this.layout = endpoint.layout();
        this.texts = new Texts(bytes);
        this.recorder = recorder;
        this.client = ServerEndpoint.client(vertx, layout.rooms());
        for (int room = 0; room < layout.rooms(); room++) {
            sockets.add(ClientSocket.open(client, endpoint, room)
                    .await(10, TimeUnit.SECONDS)
                    .read(frame -> dialect.answers(frame, this::answered))
                    .keepAlive(vertx, recorder::socketClosed));
        }
    }

    public void send(long index) {
        int room = (int) (index % layout.rooms());
        sockets.get(room).write(dialect.send(index, layout.room(room), texts.clientId(index), texts.text(index)));
    }

    private void answered(Answer answer) {
        if (answer.refused()) {
            recorder.refused(answer.id());
        } else {
            recorder.acked(answer.id());
        }
    }

    @Override
    public void close() throws TimeoutException {
        Future.join(sockets.stream().map(ClientSocket::close).toList())
                .compose(closed -> client.close())
                .await(10, TimeUnit.SECONDS);
    }
}
