// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** A hub that answers joins and history itself, and registrations and sends by the handlers of a test. */
final class ScriptedHub {
    final List<JsonObject> frames = new CopyOnWriteArrayList<>();
    volatile Consumer<JsonObject> onRegister = frame -> {};
    volatile Consumer<JsonObject> onSend = frame -> {};
    private volatile ServerWebSocket socket;
    private final URI url;

    ScriptedHub(Vertx vertx) throws Exception {
        int port = vertx.createHttpServer()
                .webSocketHandler(this::accept)
                .listen(0, "127.0.0.1")
                .await(5, SECONDS)
                .actualPort();
        url = URI.create("http://127.0.0.1:" + port);
    }

    URI url() {
        return url;
    }

    /** The frames of one type, or sends to one address. */
    List<JsonObject> received(String what) {
        return frames.stream()
                .filter(frame -> what.equals(frame.getString("type")) || what.equals(frame.getString("address")))
                .toList();
    }

    void sendOnFeed(JsonObject body) {
        write(new JsonObject()
                .put("type", "rec")
                .put("address", "out.room.kitchen")
                .put("body", body));
    }

    void sendPosition(long seq) {
        sendOnFeed(
                new JsonObject().put("event", "position").put("room", "kitchen").put("seq", seq));
    }

    void sendEntries(long from, long to) {
        LongStream.rangeClosed(from, to).mapToObj(ScriptedHub::entry).forEach(this::sendOnFeed);
    }

    void reply(JsonObject request, JsonObject body) {
        write(new JsonObject()
                .put("type", "rec")
                .put("address", request.getString("replyAddress"))
                .put("body", body));
    }

    void fail(JsonObject request, int number) {
        write(new JsonObject()
                .put("type", "err")
                .put("address", request.getString("replyAddress"))
                .put("failureCode", number)
                .put("message", "A: b"));
    }

    void closeSocket() {
        socket.close((short) 1001).otherwiseEmpty();
    }

    private void accept(ServerWebSocket opened) {
        socket = opened;
        opened.textMessageHandler(text -> handle(new JsonObject(text)));
    }

    private void handle(JsonObject frame) {
        frames.add(frame);
        if ("register".equals(frame.getString("type"))) {
            onRegister.accept(frame);
            return;
        }
        switch (frame.getString("address")) {
            case "api.rooms.join", "api.rooms.leave" -> reply(frame, new JsonObject());
            case "api.messages.history" ->
                reply(frame, history(frame.getJsonObject("body").getLong("after")));
            default -> onSend.accept(frame);
        }
    }

    private static JsonObject history(long after) {
        JsonArray page = new JsonArray();
        LongStream.rangeClosed(after + 1, after + 2)
                .mapToObj(ScriptedHub::entry)
                .forEach(page::add);
        return new JsonObject().put("messages", page);
    }

    static JsonObject entry(long seq) {
        return new JsonObject()
                .put("event", "message")
                .put("seq", seq)
                .put("sender", "ann")
                .put("clientId", "ann-" + seq)
                .put("text", "text " + seq);
    }

    private void write(JsonObject frame) {
        socket.writeTextMessage(frame.encode()).otherwiseEmpty();
    }
}
