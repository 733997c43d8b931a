// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A minimal bridge over every transport, for tests of the client. */
final class StubHub {
    private static final String REFUSED_ORIGIN = "http://evil.example";

    private final Map<String, StubPollingSession> sessions = new HashMap<>();
    private final Queue<Integer> failures = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    private StubHub(Vertx vertx) throws Exception {
        server = vertx.createHttpServer()
                .webSocketHandshakeHandler(StubHub::handshake)
                .webSocketHandler(StubHub::accept)
                .requestHandler(this::received)
                .listen(0, "127.0.0.1")
                .await(5, TimeUnit.SECONDS);
    }

    static StubHub start(Vertx vertx) throws Exception {
        return new StubHub(vertx);
    }

    /** Answers the next request that posts messages with this status, and drops the messages. */
    void failNextSend(int status) {
        failures.add(status);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private static void handshake(ServerWebSocketHandshake handshake) {
        Future<?> done =
                REFUSED_ORIGIN.equals(handshake.headers().get("Origin")) ? handshake.reject(403) : handshake.accept();
        done.onFailure(Throwable::printStackTrace);
    }

    private static void accept(ServerWebSocket socket) {
        if (socket.path().equals("/eventbus/websocket")) {
            Runnable close = () -> socket.close((short) 4008, "reading too slowly");
            socket.textMessageHandler(text -> answer(text, frame -> text(socket, frame.encode()), close));
            socket.binaryMessageHandler(socket::writeBinaryMessage);
            return;
        }
        text(socket, "o");
        text(socket, "h");
        Runnable close = () -> {
            text(socket, "c[4401,\"token expired\"]");
            socket.close((short) 4008, "reading too slowly");
        };
        socket.textMessageHandler(
                text -> answer(new JsonArray(text).getString(0), frame -> text(socket, framed(frame)), close));
    }

    private void received(HttpServerRequest request) {
        Integer failure = request.path().endsWith("/xhr_send") ? failures.poll() : null;
        if (REFUSED_ORIGIN.equals(request.getHeader("Origin"))) {
            request.response().setStatusCode(403).end();
        } else if (failure != null) {
            request.response().setStatusCode(failure).end();
        } else if (request.path().endsWith("/xhr")) {
            session(request).poll(request.response());
        } else {
            request.body().onSuccess(body -> {
                StubPollingSession session = session(request);
                Runnable close = () -> session.add("c[4401,\"token expired\"]");
                body.toJsonArray().forEach(text -> answer((String) text, frame -> session.add(framed(frame)), close));
                request.response().setStatusCode(204).end();
            });
        }
    }

    private StubPollingSession session(HttpServerRequest request) {
        String session = request.path().replaceAll("/[^/]*$", "");
        return sessions.computeIfAbsent(session, fresh -> new StubPollingSession());
    }

    private static String framed(JsonObject frame) {
        return "a" + new JsonArray().add(frame.encode()).encode();
    }

    private static void answer(String text, Consumer<JsonObject> reply, Runnable close) {
        JsonObject frame = new JsonObject(text);
        String address = frame.getString("address");
        switch (frame.getString("type") + " " + address) {
            case "send echo" -> reply.accept(rec(frame.getString("replyAddress"), frame.getJsonObject("body")));
            case "send api.session.login" ->
                reply.accept(rec(
                        frame.getString("replyAddress"),
                        new JsonObject()
                                .put("user", "ann")
                                .put("expiresAt", "2030-01-01T00:00:00Z")
                                .put("protocol", 1)));
            case "send fail" -> reply.accept(err(frame.getString("replyAddress"), "FORBIDDEN: not a member"));
            case "send silence" -> {}
            case "send leave" -> close.run();
            case "register out.room.lobby" -> sendLobby(reply);
            default -> reply.accept(err(address, "FORBIDDEN: not a member"));
        }
    }

    private static void sendLobby(Consumer<JsonObject> reply) {
        reply.accept(rec("out.room.lobby", event("position", 1)));
        reply.accept(rec("out.room.lobby", event("typing", null)));
        reply.accept(
                rec("out.room.lobby", event("message", 2).put("sender", "bob").put("text", "hello")));
        reply.accept(
                rec("out.room.lobby", event("message", 3).put("sender", "bob").put("text", "again")));
        reply.accept(rec("elsewhere", event("message", 1)));
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
