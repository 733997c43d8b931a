// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

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

/** One socket, and the SockJS framing if that was chosen. */
final class Wire {
    private static final int CLOSE_SECONDS = 2;

    private final ClientOptions options;
    private final WebSocketClient client;
    private final ClientWebSocket socket;
    private final Consumer<Frame> receiver;
    private final Promise<Void> sockJsOpen = Promise.promise();
    private final Promise<Closed> closed = Promise.promise();
    private volatile WebSocketInternal connected;
    private volatile Closed sockJsClosed;

    Wire(Vertx vertx, ClientOptions options, Consumer<Frame> receiver) {
        this.options = options;
        this.receiver = receiver;
        this.client = vertx.createWebSocketClient(options.clientOptions());
        this.socket = client.webSocket();
        socket.textMessageHandler(this::receivedText);
        socket.binaryMessageHandler(bytes -> receiver.accept(new Frame(true, bytes.toString())));
        socket.closeHandler(ended -> {
            closed.tryComplete(how());
            sockJsOpen.tryFail("closed before SockJS opened: " + how());
        });
    }

    Future<Void> open() {
        Future<Void> upgraded = socket.connect(options.connectOptions())
                .onFailure(refused -> client.close())
                .map(this::keep);
        return options.sockJs() ? upgraded.compose(next -> sockJsOpen.future()) : upgraded;
    }

    void sendText(String text) {
        socket.writeTextMessage(options.sockJs() ? new JsonArray().add(text).encode() : text);
    }

    Future<Closed> closed() {
        return closed.future();
    }

    WebSocket socket() {
        return socket;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // closed() tells
    void cut() {
        connected.channelHandlerContext().close();
    }

    void close() {
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
        connected = (WebSocketInternal) upgraded;
        return null;
    }

    private void receivedText(String text) {
        if (options.sockJs()) {
            unwrap(text);
        } else {
            receiver.accept(new Frame(false, text));
        }
    }

    private void unwrap(String text) {
        switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'o' -> sockJsOpen.tryComplete();
            case 'h' -> {} // a heartbeat asks for nothing
            case 'a' ->
                new JsonArray(text.substring(1))
                        .forEach(message -> receiver.accept(new Frame(false, (String) message)));
            case 'c' -> {
                JsonArray how = new JsonArray(text.substring(1));
                sockJsClosed = new Closed(how.getInteger(0), how.getString(1));
            }
            default -> receiver.accept(new Frame(false, text)); // breaks the framing: for the test to see
        }
    }

    private Closed how() {
        return sockJsClosed != null ? sockJsClosed : new Closed(socket.closeStatusCode(), socket.closeReason());
    }
}
