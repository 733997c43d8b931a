// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.dialect;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.rooms.Rooms;
import dev.hubbub.contract.search.MessageSearch;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The event-bus bridge: the hub, the stock bridge and the floor. */
public final class BridgeDialect implements Dialect {
    private static final String PING = new JsonObject().put("type", "ping").encode();

    private final @Nullable String ping;

    private BridgeDialect(@Nullable String ping) {
        this.ping = ping;
    }

    /** For a server that wants no pings. */
    public BridgeDialect() {
        this(null);
    }

    /** For the stock bridge, which closes a socket that sends nothing for ten seconds. */
    public static BridgeDialect pinging() {
        return new BridgeDialect(PING);
    }

    @Override
    public String path() {
        return "/eventbus/websocket";
    }

    @Override
    public @Nullable String hello() {
        return null;
    }

    @Override
    public boolean welcomes(Buffer frame) {
        return false;
    }

    @Override
    public String follow(long id, RoomId room) {
        return new JsonObject()
                .put("type", "register")
                .put("address", Feeds.of(room))
                .encode();
    }

    @Override
    public List<String> join(long id, RoomId room) {
        return List.of(request(id, Rooms.JOIN.address(), Json.write(new Rooms.Join(room))), follow(id, room));
    }

    @Override
    public String send(long id, RoomId room, String clientId, String text) {
        Messages.Send body = new Messages.Send(room, new ClientId(clientId), text);
        return request(id, Messages.SEND.address(), Json.write(body));
    }

    /** A page of the newest entries of a room; the hub alone has them. */
    public static String history(long id, RoomId room, int limit) {
        Messages.History page = new Messages.History(room, null, null, limit);
        return request(id, Messages.HISTORY.address(), Json.write(page));
    }

    /** Messages that are found by words; the hub alone finds them. */
    public static String search(long id, MessageSearch.Search search) {
        return request(id, MessageSearch.SEARCH.address(), Json.write(search));
    }

    /** Reads a room from where the client was; the hub alone can. */
    public static String resume(RoomId room, long since) {
        return new JsonObject()
                .put("type", "register")
                .put("address", Feeds.of(room))
                .put("headers", new JsonObject().put(Feeds.SINCE, Long.toString(since)))
                .encode();
    }

    /** Whether a frame says that the hub refuses or cannot do what {@link #resume} asks for. */
    public static boolean refusesToResume(Buffer frame) {
        JsonObject answer = frame.toJsonObject();
        JsonObject body = answer.getJsonObject("body", new JsonObject());
        return "err".equals(answer.getString("type")) || "reset".equals(body.getString("event"));
    }

    private static String request(long id, String address, JsonObject body) {
        return new JsonObject()
                .put("type", "send")
                .put("address", address)
                .put("replyAddress", Long.toString(id))
                .put("body", body)
                .encode();
    }

    @Override
    public void answers(Buffer frame, Consumer<Answer> each) {
        JsonObject answer = frame.toJsonObject();
        String address = answer.getString("address", "");
        if (!address.isEmpty() && address.chars().allMatch(Character::isDigit)) {
            each.accept(new Answer(Long.parseLong(address), "err".equals(answer.getString("type"))));
        }
    }

    @Override
    public @Nullable String ping() {
        return ping;
    }

    @Override
    public @Nullable String pong(Buffer frame) {
        return null;
    }
}
