// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Speaks just enough of the bridge, in both framings, for the client to have something to talk to. */
final class TinyHub {
    private final HttpServer server;

    private TinyHub(HttpServer server) {
        this.server = server;
    }

    static TinyHub start(Vertx vertx) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .webSocketHandshakeHandler(TinyHub::handshake)
                .webSocketHandler(TinyHub::welcome);
        return new TinyHub(server.listen(0, "127.0.0.1").await(5, TimeUnit.SECONDS));
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static void handshake(ServerWebSocketHandshake handshake) {
        Future<?> done = "http://evil.example".equals(handshake.headers().get("Origin"))
                ? handshake.reject(403)
                : handshake.accept();
        done.onFailure(Throwable::printStackTrace);
    }

    private static void welcome(ServerWebSocket socket) {
        if (socket.path().equals("/eventbus/websocket")) {
            socket.textMessageHandler(
                    text -> answer(new JsonObject(text), frame -> text(socket, frame.encode()), socket));
            socket.binaryMessageHandler(socket::writeBinaryMessage);
            return;
        }
        text(socket, "o");
        text(socket, "h");
        socket.textMessageHandler(text -> answer(
                new JsonObject(new JsonArray(text).getString(0)),
                frame -> text(socket, "a" + new JsonArray().add(frame.encode()).encode()),
                socket));
    }

    private static void answer(JsonObject frame, Consumer<JsonObject> reply, ServerWebSocket socket) {
        String address = frame.getString("address");
        switch (frame.getString("type") + " " + address) {
            case "send echo" -> reply.accept(rec(frame.getString("replyAddress"), frame.getJsonObject("body")));
            case "send api.session.login" ->
                reply.accept(rec(
                        frame.getString("replyAddress"),
                        new JsonObject().put("user", "ann").put("expiresAt", "2030-01-01T00:00:00Z")));
            case "send fail" -> reply.accept(err(frame.getString("replyAddress"), "FORBIDDEN: not a member"));
            case "send silence" -> {}
            case "send leave" -> leave(socket);
            case "register out.room.lobby" -> lobby(reply);
            default -> reply.accept(err(address, "FORBIDDEN: not a member"));
        }
    }

    private static void lobby(Consumer<JsonObject> reply) {
        reply.accept(rec("out.room.lobby", event("position", 1)));
        reply.accept(rec("out.room.lobby", event("typing", null)));
        reply.accept(
                rec("out.room.lobby", event("message", 2).put("sender", "bob").put("text", "hello")));
        reply.accept(
                rec("out.room.lobby", event("message", 3).put("sender", "bob").put("text", "again")));
        reply.accept(rec("elsewhere", event("message", 1)));
    }

    private static void leave(ServerWebSocket socket) {
        if (!socket.path().equals("/eventbus/websocket")) {
            text(socket, "c[4401,\"token expired\"]");
        }
        socket.close((short) 4008, "reading too slowly");
    }

    private static JsonObject event(String event, Integer seq) {
        JsonObject body = new JsonObject().put("event", event).put("room", "lobby");
        return seq == null ? body : body.put("seq", seq);
    }

    private static JsonObject rec(String address, JsonObject body) {
        return new JsonObject().put("type", "rec").put("address", address).put("body", body);
    }

    private static JsonObject err(String address, String message) {
        return new JsonObject()
                .put("type", "err")
                .put("address", address)
                .put("failureCode", 403)
                .put("failureType", "RECIPIENT_FAILURE")
                .put("message", message);
    }

    private static void text(ServerWebSocket socket, String text) {
        socket.writeTextMessage(text);
    }
}
