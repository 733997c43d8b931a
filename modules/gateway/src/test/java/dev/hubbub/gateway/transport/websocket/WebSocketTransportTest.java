// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.transport.websocket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.json.Json;
import dev.hubbub.gateway.config.GatewayConfig;
import dev.hubbub.gateway.dialect.bridge.BridgeDialect;
import dev.hubbub.gateway.http.ListenerOptions;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
final class WebSocketTransportTest {
    private static final GatewayConfig CONFIG =
            Json.read(new JsonObject().put("auth", new JsonObject().put("hs256", "x".repeat(32))), GatewayConfig.class);

    private final Promise<Boolean> before = Promise.promise();
    private final Promise<Boolean> after = Promise.promise();

    private static boolean hasTimers(ServerWebSocket socket) {
        ChannelPipeline pipeline =
                ((WebSocketInternal) socket).channelHandlerContext().pipeline();
        return pipeline.get(IdleStateHandler.class) != null;
    }

    private void accept(Vertx vertx, HttpServerRequest request) {
        request.toWebSocket().onSuccess(socket -> {
            before.complete(hasTimers(socket));
            FlushBatch flushes = new FlushBatch(System::nanoTime);
            new WebSocketTransport(vertx, socket, BridgeDialect.INSTANCE, flushes, 1_000).open();
            after.complete(hasTimers(socket));
        });
    }

    @Test
    void openSocketHasNoTimersOfItsOwn(Vertx vertx) throws Exception {
        HttpServer server = vertx.createHttpServer(new ListenerOptions(CONFIG, null).options())
                .requestHandler(request -> accept(vertx, request))
                .listen(0, "127.0.0.1")
                .await(5, SECONDS);
        WebSocketClient client = vertx.createWebSocketClient();
        client.connect(server.actualPort(), "127.0.0.1", "/").await(5, SECONDS);
        assertThat(before.future().await(5, SECONDS)).as("those of plain HTTP").isTrue();
        assertThat(after.future().await(5, SECONDS)).isFalse();
        client.close().await(5, SECONDS);
    }
}
