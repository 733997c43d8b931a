// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two connections may be open at a time. */
@ExtendWith(VertxExtension.class)
final class RequestDeadlineTest {
    private HttpServer server;
    private NetClient clients;
    private RequestDeadline deadline;
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void listen(Vertx vertx) throws Exception {
        deadline = new RequestDeadline(2, 10_000, nanos::get);
        clients = vertx.createNetClient();
        server = vertx.createHttpServer()
                .connectionHandler(deadline::opened)
                .requestHandler(request -> {
                    deadline.arrived(request);
                    deadline.sweep();
                    if (request.path().equals("/socket")) {
                        deadline.upgraded(request);
                        request.toWebSocket();
                    } else {
                        request.response().end("here");
                    }
                })
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
    }

    private NetSocket connect() throws Exception {
        return clients.connect(server.actualPort(), "127.0.0.1").await(5, SECONDS);
    }

    private static String ask(NetSocket socket, String head) throws Exception {
        Promise<String> answer = Promise.promise();
        socket.handler(bytes -> answer.tryComplete(bytes.toString()));
        socket.closeHandler(closed -> answer.tryComplete("closed"));
        socket.write(head);
        return answer.future().await(5, SECONDS);
    }

    private static String get(NetSocket socket) throws Exception {
        return ask(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @Test
    void oneTooManyIsClosedAtOnceAndOthersAreServed() throws Exception {
        NetSocket first = connect();
        NetSocket second = connect();
        assertThat(get(first)).contains("here");
        assertThat(get(second)).contains("here");

        assertThat(get(connect())).isEqualTo("closed");

        assertThat(get(second)).contains("here");
        assertThat(deadline.connections()).isEqualTo(2);
        first.close().await(5, SECONDS);
        await().until(() -> deadline.connections() == 1);
        assertThat(get(connect())).contains("here");
    }

    @Test
    void webSocketsMakeRoomForOthers() throws Exception {
        NetSocket socket = connect();
        String answer = ask(
                socket,
                "GET /socket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 101");
        assertThat(deadline.connections()).isZero();
        assertThat(get(connect())).contains("here");
        assertThat(get(connect())).contains("here");
        assertThat(get(connect())).isEqualTo("closed");
    }

    @Test
    void handshakeThatIsBrokenMakesNoRoom() throws Exception {
        NetSocket socket = connect();
        assertThat(ask(socket, "GET /socket HTTP/1.1\r\nHost: x\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(get(socket)).contains("here");
        assertThat(deadline.connections()).isEqualTo(1);
    }

    @Test
    void connectionThatAsksForNothingMoreIsClosedWhenItsTimeIsOver() throws Exception {
        NetSocket first = connect();
        assertThat(get(first)).contains("here");
        Promise<Void> closed = Promise.promise();
        first.closeHandler(closed::complete);
        nanos.set(SECONDS.toNanos(9));
        NetSocket second = connect();
        assertThat(get(second)).contains("here");
        assertThat(deadline.connections()).isEqualTo(2);
        nanos.set(SECONDS.toNanos(10));
        assertThat(get(second)).as("asked a moment ago").contains("here");
        closed.future().await(5, SECONDS);
        nanos.set(SECONDS.toNanos(19));
        assertThat(get(second)).as("asked again meanwhile").contains("here");
    }
}
