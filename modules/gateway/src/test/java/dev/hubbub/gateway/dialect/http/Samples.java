// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect.http;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.messages.MessagePages;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.rooms.RoomStatus;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.users.Users;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A valid instance of each record that clients see; lists have no elements. */
final class Samples {
    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(RoomId.class, "tea"),
            Map.entry(UserId.class, "bob"),
            Map.entry(ClientId.class, "c1"),
            Map.entry(Role.class, "member"),
            Map.entry(RoomKind.class, "group"),
            Map.entry(RoomStatus.class, "active"),
            Map.entry(Durability.class, "durable"),
            Map.entry(RoomLink.class, new JsonObject().put("type", "job").put("id", "7")),
            Map.entry(Visibility.class, "public"),
            Map.entry(Signals.Spared.class, "user"),
            Map.entry(Signals.Target.class, new JsonObject().put("room", "tea")),
            Map.entry(Object.class, new JsonObject().put("$set", 1)),
            Map.entry(
                    Entry.class,
                    new JsonObject()
                            .put("event", "message")
                            .put("room", "tea")
                            .put("seq", 7)
                            .put("sender", "bob")),
            Map.entry(PresenceStatus.class, "online"),
            Map.entry(String.class, "text"),
            Map.entry(Instant.class, "2026-11-20T09:30:00.123Z"),
            Map.entry(long.class, 7),
            Map.entry(Long.class, 7),
            Map.entry(int.class, 7),
            Map.entry(Integer.class, 7),
            Map.entry(boolean.class, true),
            Map.entry(Boolean.class, true),
            Map.entry(List.class, new JsonArray()),
            Map.entry(Map.class, new JsonObject()));

    /** The record as JSON. */
    static JsonObject json(Class<? extends Record> type) {
        JsonObject json = new JsonObject();
        for (RecordComponent component : type.getRecordComponents()) {
            json.put(Json.name(component), VALUES.get(component.getType()));
        }
        if (json.containsKey("avatar")) {
            json.put("avatar", "https://pictures.example/tea.png");
        }
        if (json.containsKey("emoji")) {
            json.put("emoji", "👍");
        }
        if (type.equals(Users.Update.class)) {
            json.put("picture", "https://pictures.example/bob.png");
        }
        if (type.equals(MessagePages.Around.class)) {
            json.remove("at"); // of the two one is enough
        }
        if (type.equals(Messages.History.class)) {
            json.remove("before"); // of the two one is enough
            json.put("wait", 0);
        }
        return json;
    }

    static <R extends Record> R of(Class<R> type) {
        return Json.read(json(type), type);
    }

    private Samples() {}
}
