// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.dialect.Answer;
import dev.hubbub.bench.dialect.Dialect;
import dev.hubbub.bench.peer.Layout;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The same number of messages in each room, stored when it is done. */
public final class RoomMessages {
    private static final int BYTES = 100;
    private static final long SECONDS = 60;

    private final Dialect dialect;
    private final Layout layout;
    private final int each;
    private final Texts texts = new Texts(BYTES);

    private RoomMessages(ServerEndpoint endpoint, int each) {
        this.dialect = endpoint.dialect();
        this.layout = endpoint.layout();
        this.each = each;
    }

    /** Sends so many to each room, and waits for the answers. Later messages have higher numbers. */
    public static void send(Vertx vertx, ServerEndpoint endpoint, int each) throws TimeoutException {
        RoomMessages messages = new RoomMessages(endpoint, each);
        WebSocketClient client = ServerEndpoint.client(vertx, endpoint.layout().rooms());
        List<Future<?>> rooms = new ArrayList<>();
        for (int i = 0; i < endpoint.layout().rooms(); i++) {
            int room = i;
            rooms.add(ClientSocket.open(client, endpoint, room)
                    .compose(socket -> messages.send(socket, room, 0).eventually(socket::close)));
        }
        Future.all(rooms).eventually(client::close).await(SECONDS, TimeUnit.SECONDS);
    }

    private Future<Void> send(ClientSocket socket, int room, int number) {
        if (number == each) {
            return Future.succeededFuture();
        }
        long id = (long) number * layout.rooms() + room;
        Promise<Void> stored = Promise.promise();
        socket.read(frame -> dialect.answers(frame, answer -> answered(answer, stored)));
        return socket.write(dialect.send(id, layout.room(room), texts.clientId(id), texts.text(id)))
                .compose(sent -> stored.future())
                .compose(next -> send(socket, room, number + 1));
    }

    private static void answered(Answer answer, Promise<Void> stored) {
        if (answer.refused()) {
            stored.tryFail("refused to store a message");
        } else {
            stored.tryComplete();
        }
    }
}
