// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.testkit.frame.Closed;
import dev.hubbub.testkit.frame.Frame;
import dev.hubbub.testkit.frame.SockJsDecoder;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonArray;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A WebSocket, with SockJS framing if the options ask for it. */
final class WebSocketConnection implements Connection {
    private static final int CLOSE_SECONDS = 2;

    private final ClientOptions options;
    private final boolean framed;
    private final WebSocketClient client;
    private final ClientWebSocket socket;
    private final Consumer<Frame> receiver;
    private final SockJsDecoder decoder;
    private final Promise<Closed> closed = Promise.promise();
    private volatile @Nullable WebSocketInternal upgradedSocket;

    WebSocketConnection(Vertx vertx, ClientOptions options, Consumer<Frame> receiver) {
        this.options = options;
        this.framed = options.transport() == Transport.FRAMED;
        this.receiver = receiver;
        this.decoder = new SockJsDecoder(receiver);
        this.client = vertx.createWebSocketClient(options.clientOptions());
        this.socket = client.webSocket();
        socket.textMessageHandler(this::receivedText);
        socket.binaryMessageHandler(bytes -> receiver.accept(new Frame(true, bytes.toString())));
        socket.closeHandler(ended -> {
            closed.tryComplete(closeStatus());
            decoder.fail(new IllegalStateException("closed before SockJS opened: " + closeStatus()));
        });
    }

    @Override
    public Future<Void> open() {
        Future<Void> upgraded = socket.connect(options.connectOptions())
                .onFailure(refused -> client.close())
                .map(this::keep);
        return framed ? upgraded.compose(next -> decoder.opened()) : upgraded;
    }

    @Override
    public void sendText(String text) {
        socket.writeTextMessage(framed ? new JsonArray().add(text).encode() : text);
    }

    @Override
    public Future<Closed> closed() {
        return closed.future();
    }

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public WebSocket socket() {
        return socket;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // closed() reports it
    public void cut() {
        WebSocketInternal upgraded = upgradedSocket;
        if (upgraded != null) {
            upgraded.channelHandlerContext().close();
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            closed.future().await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException unanswered) {
            cut();
        } finally {
            client.close();
        }
    }

    private Void keep(WebSocket upgraded) {
        upgradedSocket = (WebSocketInternal) upgraded;
        return null;
    }

    private void receivedText(String text) {
        if (framed) {
            decoder.decode(text);
        } else {
            receiver.accept(new Frame(false, text));
        }
    }

    private Closed closeStatus() {
        Closed closeMessage = decoder.closeMessage();
        return closeMessage != null ? closeMessage : new Closed(socket.closeStatusCode(), socket.closeReason());
    }
}
