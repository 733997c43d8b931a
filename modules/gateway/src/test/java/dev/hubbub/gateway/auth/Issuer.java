// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.hubbub.testkit.SelfSigned;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Publishes a set of keys on loopback, well or badly. */
final class Issuer {
    private final Vertx vertx;
    private final int port;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger followed = new AtomicInteger();
    private volatile Handler<HttpServerRequest> behaviour;

    Issuer(Vertx vertx) throws Exception {
        this.vertx = vertx;
        this.port = listen(new HttpServerOptions());
    }

    private int listen(HttpServerOptions options) throws Exception {
        return vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS)
                .actualPort();
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/elsewhere")) {
            followed.incrementAndGet();
        }
        requests.incrementAndGet();
        behaviour.handle(request);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/keys";
    }

    /** The same over TLS, with a certificate that it made itself. */
    String secureUrl(Path dir) throws Exception {
        SelfSigned pair = SelfSigned.write(dir);
        PemKeyCertOptions key = new PemKeyCertOptions()
                .setCertPath(pair.certificate().toString())
                .setKeyPath(pair.key().toString());
        return "https://localhost:"
                + listen(new HttpServerOptions().setSsl(true).setKeyCertOptions(key)) + "/keys";
    }

    int requests() {
        return requests.get();
    }

    /** How many requests followed {@link #redirect}. */
    int followed() {
        return followed.get();
    }

    void publish(JsonObject set) {
        publish(set.toBuffer());
    }

    void publish(Buffer text) {
        behaviour = request -> request.response().end(text);
    }

    void fail() {
        behaviour = request -> request.response().setStatusCode(500).end();
    }

    void redirect() {
        behaviour = request -> request.response()
                .setStatusCode(302)
                .putHeader("Location", "http://localhost:" + port + "/elsewhere")
                .end();
    }

    void hang() {
        behaviour = request -> {};
    }

    /** A byte at a time, for ever. */
    void trickle() {
        behaviour = request -> {
            request.response().setChunked(true).write("{");
            long timer = vertx.setPeriodic(200, tick -> request.response().write(" "));
            request.response().closeHandler(gone -> vertx.cancelTimer(timer));
        };
    }
}
