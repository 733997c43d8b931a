// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.dialect.BridgeDialect;
import dev.hubbub.bench.peer.ServerEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.AtomicHistogram;

/**
 * Clients that come back to the hub with positions, some at a time. One is live when it has read every message that it
 * missed. A client that is refused or cut off comes again.
 */
public final class ReturningClients implements AutoCloseable {
    private static final int AT_A_TIME = 128;
    private static final long SEQ_OF_A_NEW_ROOM = 1;
    private static final long PAUSE_MILLIS = 100;
    private static final long LIVE_SECONDS = 120;
    private static final long CLOSE_SECONDS = 60;

    private final Vertx vertx;
    private final ServerEndpoint endpoint;
    private final int count;
    private final int missed;
    private final WebSocketClient client;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final Queue<ClientSocket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicHistogram micros = new AtomicHistogram(TimeUnit.MINUTES.toMicros(10), 3);

    /** Of the first so many users, who know their rooms as they were made and missed so many messages there. */
    public ReturningClients(Vertx vertx, ServerEndpoint endpoint, int count, int missed) {
        this.vertx = vertx;
        this.endpoint = endpoint;
        this.count = count;
        this.missed = missed;
        this.client = ServerEndpoint.client(vertx, count);
    }

    /** Waits until all are live; returns how long that took, counted from this time. */
    public Latency comeBack(long sinceNanos) throws TimeoutException {
        List<Future<Void>> lanes = new ArrayList<>();
        for (int lane = 0; lane < Math.min(AT_A_TIME, count); lane++) {
            lanes.add(next(sinceNanos));
        }
        Future.all(lanes).await(LIVE_SECONDS, TimeUnit.SECONDS);
        return Latency.of(micros);
    }

    /** How many times a client had to come again. */
    public int repeated() {
        return repeated.get();
    }

    private Future<Void> next(long sinceNanos) {
        int connection = begun.getAndIncrement();
        if (connection >= count) {
            return Future.succeededFuture();
        }
        return untilLive(connection).compose(live -> {
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - sinceNanos));
            return next(sinceNanos);
        });
    }

    private Future<Void> untilLive(int connection) {
        return ClientSocket.open(client, endpoint, connection)
                .compose(socket -> resume(socket, connection))
                .recover(failure -> {
                    repeated.incrementAndGet();
                    return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).compose(later -> untilLive(connection));
                });
    }

    private Future<Void> resume(ClientSocket socket, int connection) {
        Promise<Void> live = Promise.promise();
        Reader reader = new Reader(live);
        socket.read(reader::received).keepAlive(vertx, () -> live.tryFail("closed before it was live"));
        return socket.write(BridgeDialect.resume(endpoint.layout().room(connection), SEQ_OF_A_NEW_ROOM))
                .compose(written -> live.future())
                .onSuccess(done -> sockets.add(socket))
                .onFailure(refused -> socket.close());
    }

    /** Counts what one client missed. Belongs to one event loop. */
    private final class Reader {
        private final Promise<Void> live;
        private int read;

        private Reader(Promise<Void> live) {
            this.live = live;
        }

        private void received(Buffer frame) {
            if (MessageIndex.find(frame) >= 0) {
                read++;
                if (read == missed) {
                    live.tryComplete();
                }
            } else if (BridgeDialect.refusesToResume(frame)) {
                live.tryFail("refused");
            }
        }
    }

    @Override
    public void close() throws TimeoutException {
        Future.join(sockets.stream()
                        .map(socket -> socket.close().otherwiseEmpty())
                        .toList())
                .compose(closed -> client.close())
                .await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
