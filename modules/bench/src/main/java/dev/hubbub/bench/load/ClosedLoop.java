// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import dev.hubbub.bench.dialect.Answer;
import dev.hubbub.bench.peer.ServerEndpoint;
import dev.hubbub.bench.peer.ServerUnderTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that each keep a number of requests without an answer, and ask again after each answer. */
public final class ClosedLoop implements AutoCloseable {
    private static final long PAUSE_AFTER_REFUSAL_MILLIS = 10;

    private final Vertx vertx;
    private final ServerUnderTest server;
    private final Requests requests;
    private final WebSocketClient client;
    private final List<ClientSocket> sockets = new ArrayList<>();
    private final AtomicLong nextId = new AtomicLong();
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private volatile ClosedLoopRecorder recorder = new ClosedLoopRecorder();
    private volatile boolean ended;

    /** The frame of a request. */
    @FunctionalInterface
    public interface Requests {
        String frame(long id, int connection);
    }

    private record Asked(int connection, long nanos) {}

    public ClosedLoop(Vertx vertx, ServerUnderTest server, int connections, Requests requests) throws TimeoutException {
        this.vertx = vertx;
        this.server = server;
        this.requests = requests;
        this.client = ServerEndpoint.client(vertx, connections);
        for (int i = 0; i < connections; i++) {
            sockets.add(ClientSocket.open(client, server.endpoint(), i)
                    .await(10, TimeUnit.SECONDS)
                    .read(frame -> server.endpoint().dialect().answers(frame, this::answered))
                    .keepAlive(vertx, () -> {}));
        }
    }

    /** Keeps so many requests in flight on each connection until {@link #close}. */
    public ClosedLoop start(int inFlight) {
        for (int i = 0; i < inFlight; i++) {
            for (int connection = 0; connection < sockets.size(); connection++) {
                ask(connection);
            }
        }
        return this;
    }

    /** Measures for this time. */
    public ClosedLoopResult measure(Duration time) throws InterruptedException {
        ClosedLoopRecorder measured = new ClosedLoopRecorder();
        Duration before = server.meter().cpu();
        recorder = measured;
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        recorder = new ClosedLoopRecorder();
        return measured.result(time, server.meter().cpu().minus(before));
    }

    private void ask(int connection) {
        if (ended) {
            return;
        }
        long id = nextId.getAndIncrement();
        asked.put(id, new Asked(connection, System.nanoTime()));
        sockets.get(connection).write(requests.frame(id, connection));
    }

    private void answered(Answer answer) {
        Asked request = asked.remove(answer.id());
        if (request == null) {
            return;
        }
        if (answer.refused()) {
            recorder.refused();
            vertx.setTimer(PAUSE_AFTER_REFUSAL_MILLIS, later -> ask(request.connection()));
        } else {
            recorder.answered(System.nanoTime() - request.nanos());
            ask(request.connection());
        }
    }

    @Override
    public void close() throws TimeoutException {
        ended = true;
        Future.join(sockets.stream().map(ClientSocket::close).toList())
                .compose(closed -> client.close())
                .await(30, TimeUnit.SECONDS);
    }
}
