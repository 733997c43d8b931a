// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A balancer that sends each request to the next node, whoever it comes from; one that is not there is passed over. */
final class RoundRobin {
    private final HttpClient client;
    private final List<String> nodes;
    private final HttpServer server;
    private final AtomicInteger next = new AtomicInteger();

    RoundRobin(Vertx vertx, List<String> nodes) throws Exception {
        this.nodes = nodes;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(200));
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> pass(request, body, nodes.size())))
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void pass(HttpServerRequest request, Buffer body, int tries) {
        URI node = URI.create(nodes.get(Math.floorMod(next.getAndIncrement(), nodes.size())));
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(node.getHost())
                .setPort(node.getPort())
                .setURI(request.uri());
        client.request(options).onSuccess(passed -> ask(request, passed, body)).onFailure(dead -> {
            if (tries > 1) {
                pass(request, body, tries - 1);
            } else {
                request.connection().close();
            }
        });
    }

    private static void ask(HttpServerRequest request, HttpClientRequest passed, Buffer body) {
        request.response().closeHandler(gone -> passed.reset());
        passed.headers().addAll(request.headers());
        passed.send(body).compose(answer -> answer(request, answer)).onFailure(broken -> request.connection()
                .close());
    }

    private static Future<Void> answer(HttpServerRequest request, HttpClientResponse answer) {
        request.response().setStatusCode(answer.statusCode());
        request.response().headers().addAll(answer.headers());
        return answer.pipeTo(request.response());
    }
}
