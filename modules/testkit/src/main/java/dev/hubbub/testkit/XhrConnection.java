// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.testkit.frame.Closed;
import dev.hubbub.testkit.frame.Frame;
import dev.hubbub.testkit.frame.SockJsDecoder;
import dev.hubbub.testkit.frame.XhrSendQueue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A SockJS session without WebSocket: polls for frames, and posts messages. One request of each kind is open
 * at a time. All state belongs to one context.
 */
final class XhrConnection implements Connection {
    private static final int OK = 200;
    private static final int ACCEPTED = 204;
    private static final int GONE = 404;
    private static final int BUSY = 429;

    private final ClientOptions options;
    private final String session;
    private final Context context;
    private final HttpClient client;
    private final SockJsDecoder decoder;
    private final XhrSendQueue sendQueue = new XhrSendQueue();
    private final Promise<Closed> closed = Promise.promise();
    private boolean sending;
    private boolean paused;
    private @Nullable Buffer pausedFrames;

    XhrConnection(Vertx vertx, ClientOptions options, Consumer<Frame> receiver) {
        this.options = options;
        this.session = ClientOptions.session();
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(options.httpOptions(), new PoolOptions().setHttp1MaxSize(2));
        this.decoder = new SockJsDecoder(receiver);
    }

    @Override
    public Future<Void> open() {
        context.runOnContext(start -> poll());
        return decoder.opened();
    }

    private void poll() {
        post("xhr", Buffer.buffer())
                .onSuccess(answer -> {
                    if (answer.statusCode() == OK) {
                        answer.body().onSuccess(this::received).onFailure(this::broken);
                    } else {
                        decoder.fail(new UpgradeRejectedException(
                                "no session: " + answer.statusCode(), answer.statusCode(), answer.headers(), null));
                        end(new Closed(1006, "xhr: " + answer.statusCode()));
                    }
                })
                .onFailure(this::broken);
    }

    private Future<HttpClientResponse> post(String what, Buffer body) {
        return Future.succeededFuture(options.requestOptions(session + "/" + what))
                .compose(client::request) // throws once it is closed
                .compose(request -> request.send(body));
    }

    private void received(Buffer frames) {
        if (closed.future().isComplete()) {
            return;
        }
        if (paused) {
            pausedFrames = frames;
            return;
        }
        frames.toString().lines().forEach(decoder::decode);
        if (decoder.closeMessage() == null) {
            poll();
        } else {
            end(decoder.closeMessage());
        }
    }

    private void broken(Throwable cause) {
        end(new Closed(1006, cause.getMessage()));
    }

    private void end(Closed how) {
        decoder.fail(new IllegalStateException("closed before SockJS opened: " + how));
        closed.tryComplete(how);
        client.close();
    }

    @Override
    public void sendText(String text) {
        context.runOnContext(send -> {
            sendQueue.add(text);
            if (!sending) {
                sendNext();
            }
        });
    }

    private void sendNext() {
        sending = !sendQueue.isEmpty() && !closed.future().isComplete();
        if (sending) {
            send(sendQueue.take());
        }
    }

    private void send(Buffer body) {
        post("xhr_send", body)
                .onSuccess(answer -> sent(answer.statusCode(), body))
                .onFailure(this::broken);
    }

    private void sent(int status, Buffer body) {
        switch (status) {
            case ACCEPTED -> sendNext();
            case BUSY -> send(body);
            case GONE -> sending = false; // the next poll says why
            default -> end(new Closed(1006, "xhr_send: " + status));
        }
    }

    @Override
    public Future<Closed> closed() {
        return closed.future();
    }

    @Override
    public void pause() {
        context.runOnContext(now -> paused = true);
    }

    @Override
    public void resume() {
        context.runOnContext(now -> {
            paused = false;
            if (pausedFrames != null) {
                Buffer frames = pausedFrames;
                pausedFrames = null;
                received(frames);
            }
        });
    }

    @Override
    public void cut() {
        context.runOnContext(now -> end(new Closed(1006, "cut")));
    }

    /** SockJS has no close message from a client: the connection is dropped. */
    @Override
    public void close() {
        context.runOnContext(now -> end(new Closed(1000, "closed by the client")));
    }

    @Override
    public WebSocket socket() {
        throw new UnsupportedOperationException("no WebSocket on this transport");
    }
}
