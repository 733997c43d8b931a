// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.testkit.token.Tokens;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Many users with a socket each, every second one in SockJS framing, on which they say nothing. */
final class Crowd {
    private static final int AT_A_TIME = 100;
    private static final int TRIES = 20;
    private static final int BUSY = 503;

    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<AtomicInteger> heartbeats = new ArrayList<>();
    private final AtomicInteger closed = new AtomicInteger();
    private final Vertx vertx;
    private final WebSocketClient client;

    private Crowd(Vertx vertx, int size) {
        this.vertx = vertx;
        client = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(size));
    }

    /** The names of so many. */
    static List<UserId> names(int size) {
        return IntStream.range(0, size).mapToObj(i -> new UserId("crowd-" + i)).toList();
    }

    static Crowd connect(Vertx vertx, String url, Tokens tokens, int size) throws Exception {
        Crowd crowd = new Crowd(vertx, size);
        for (int from = 0; from < size; from += AT_A_TIME) {
            List<Future<Void>> some = IntStream.range(from, Math.min(size, from + AT_A_TIME))
                    .mapToObj(i -> crowd.open(URI.create(url), tokens, i))
                    .toList();
            Future.all(some).await(60, SECONDS);
        }
        return crowd;
    }

    private Future<Void> open(URI hub, Tokens tokens, int number) {
        boolean framed = number % 2 == 1;
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(hub.getHost())
                .setPort(hub.getPort())
                .setURI(framed ? "/eventbus/1/" + UUID.randomUUID() + "/websocket" : "/eventbus/websocket");
        options.addHeader(
                "Authorization", "Bearer " + tokens.user("crowd-" + number).sign());
        AtomicInteger beats = new AtomicInteger();
        return connect(options, TRIES).map(socket -> {
            socket.textMessageHandler(text -> beats.addAndGet(text.equals("h") ? 1 : 0));
            socket.closeHandler(end -> closed.incrementAndGet());
            keep(socket, framed ? beats : null);
            return null;
        });
    }

    /** A hub that is busy with the others says so, and the client comes again. */
    private Future<WebSocket> connect(WebSocketConnectOptions options, int tries) {
        return client.connect(options)
                .recover(cause -> tries > 0 && cause instanceof UpgradeRejectedException e && e.getStatus() == BUSY
                        ? vertx.timer(1, SECONDS).compose(later -> connect(options, tries - 1))
                        : Future.failedFuture(cause));
    }

    private synchronized void keep(WebSocket socket, AtomicInteger beats) {
        sockets.add(socket);
        if (beats != null) {
            heartbeats.add(beats);
        }
    }

    /** How many heartbeats everybody has heard who can hear them. */
    int heartbeats() {
        return heartbeats.stream().mapToInt(AtomicInteger::get).min().orElseThrow();
    }

    /** How many sockets are closed. */
    int closed() {
        return closed.get();
    }

    void leave() throws Exception {
        Future.all(sockets.stream().map(WebSocket::close).toList()).await(60, SECONDS);
    }
}
