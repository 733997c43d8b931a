// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.dialect.Answer;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.AtomicHistogram;

/** Connections of users that come in and join their room, some at a time. */
public final class ConnectionBatch implements AutoCloseable {
    private static final int AT_A_TIME = 32;
    private static final long OPEN_SECONDS = 600;
    private static final long CLOSE_SECONDS = 60;

    private final Vertx vertx;
    private final ServerEndpoint endpoint;
    private final int first;
    private final int count;
    private final WebSocketClient client;
    private final AtomicInteger opened = new AtomicInteger();
    private final Queue<ClientSocket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicHistogram micros = new AtomicHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    /** Of the connections from this number on. */
    public ConnectionBatch(Vertx vertx, ServerEndpoint endpoint, int first, int count) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.first = first;
        this.count = count;
        this.client = ServerEndpoint.client(vertx, count);
    }

    /** Waits until each has its answer; returns how long one took. */
    public Latency open() throws TimeoutException {
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(AT_A_TIME, count); lane++) {
            lanes.add(openNext());
        }
        Future.all(lanes).await(OPEN_SECONDS, TimeUnit.SECONDS);
        return Latency.of(micros);
    }

    private Future<Void> openNext() {
        int at = opened.getAndIncrement();
        if (at >= count) {
            return Future.succeededFuture();
        }
        long begun = System.nanoTime();
        return ClientSocket.open(client, endpoint, first + at)
                .compose(socket -> join(socket, first + at))
                .compose(joined -> {
                    micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begun));
                    return openNext();
                });
    }

    private Future<Void> join(ClientSocket socket, int connection) {
        sockets.add(socket);
        Promise<Void> joined = Promise.promise();
        socket.read(frame -> endpoint.dialect().answers(frame, answer -> answered(answer, joined)))
                .keepAlive(vertx, () -> joined.tryFail("closed before its answer"));
        endpoint.dialect().join(0, endpoint.layout().room(connection)).forEach(socket::write);
        return joined.future();
    }

    private static void answered(Answer answer, Promise<Void> joined) {
        if (answer.refused()) {
            joined.tryFail("refused to join");
        } else {
            joined.tryComplete();
        }
    }

    @Override
    public void close() throws TimeoutException {
        Future.join(sockets.stream()
                        .map(socket -> socket.close().otherwiseEmpty()) // the server may have gone
                        .toList())
                .compose(closed -> client.close())
                .await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
