// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Socket.IO's protocol 5 in Engine.IO's protocol 4: the first digit is Engine.IO's packet, the second Socket.IO's, and
 * the number after them identifies the request.
 */
public final class SocketIoDialect implements Dialect {
    private static final String CONNECT = "40";
    private static final String EVENT = "42";
    private static final String ACK = "43";
    private static final String PING = "2";
    private static final String PONG = "3";

    @Override
    public String path() {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public String hello() {
        return CONNECT;
    }

    @Override
    public boolean welcomes(Buffer frame) {
        return startsWith(frame, CONNECT);
    }

    @Override
    public String follow(long id, RoomId room) {
        return event(id, new JsonArray().add("join").add(room.toString()));
    }

    @Override
    public List<String> join(long id, RoomId room) {
        return List.of(follow(id, room));
    }

    @Override
    public String send(long id, RoomId room, String clientId, String text) {
        return event(
                id,
                new JsonArray().add("send").add(room.toString()).add(clientId).add(text));
    }

    private static String event(long id, JsonArray arguments) {
        return EVENT + id + arguments.encode();
    }

    @Override
    public void answers(Buffer frame, Consumer<Answer> each) {
        if (!startsWith(frame, ACK)) {
            return;
        }
        long id = 0;
        for (int at = ACK.length(); at < frame.length() && Character.isDigit(frame.getByte(at)); at++) {
            id = id * 10 + (frame.getByte(at) - '0');
        }
        each.accept(new Answer(id, false));
    }

    private static boolean startsWith(Buffer frame, String prefix) {
        return frame.length() >= prefix.length()
                && frame.getString(0, prefix.length()).equals(prefix);
    }

    @Override
    public @Nullable String ping() {
        return null;
    }

    @Override
    public @Nullable String pong(Buffer frame) {
        return frame.length() == 1 && startsWith(frame, PING) ? PONG : null;
    }
}
