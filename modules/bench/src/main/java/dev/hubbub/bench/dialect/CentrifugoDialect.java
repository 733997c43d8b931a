// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Centrifugo's protocol in JSON: one object a line, several lines in a frame; an empty object is a ping. */
public final class CentrifugoDialect implements Dialect {
    private static final String EMPTY = "{}";
    private static final long HELLO_ID = 1_000_000_000;

    @Override
    public String path() {
        return "/connection/websocket";
    }

    @Override
    public String hello() {
        return command(HELLO_ID, "connect", new JsonObject());
    }

    @Override
    public boolean welcomes(Buffer frame) {
        return frame.toString().contains("\"connect\":");
    }

    @Override
    public String follow(long id, RoomId room) {
        return command(id, "subscribe", new JsonObject().put("channel", room.toString()));
    }

    @Override
    public List<String> join(long id, RoomId room) {
        return List.of(follow(id, room));
    }

    @Override
    public String send(long id, RoomId room, String clientId, String text) {
        JsonObject data = new JsonObject()
                .put("room", room.toString())
                .put("event", "message")
                .put("sender", "bench0")
                .put("clientId", clientId)
                .put("text", text);
        return command(
                id, "publish", new JsonObject().put("channel", room.toString()).put("data", data));
    }

    /** Its numbers begin with 1. */
    private static String command(long id, String name, JsonObject body) {
        return new JsonObject().put("id", id + 1).put(name, body).encode();
    }

    @Override
    public void answers(Buffer frame, Consumer<Answer> each) {
        frame.toString()
                .lines()
                .filter(line -> line.startsWith("{\"id\":"))
                .map(JsonObject::new)
                .map(answer -> new Answer(answer.getLong("id") - 1, answer.containsKey("error")))
                .forEach(each);
    }

    @Override
    public @Nullable String ping() {
        return null;
    }

    @Override
    public @Nullable String pong(Buffer frame) {
        return frame.length() == EMPTY.length() && frame.toString().equals(EMPTY) ? EMPTY : null;
    }
}
