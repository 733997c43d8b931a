// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoomChange;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms in the document of a user: {@code rooms} has a field {@code <room>:<n>} for each change, with its time.
 * {@code n} is {@code 2 * seq}, plus 1 if the user became a member; the largest of a room counts. So a
 * change writes one field of its own, in any order and any number of times, and other writers only remove obsolete
 * fields.
 */
final class UserRoomsDocument {
    static final JsonObject FIELDS = new JsonObject().put("rooms", 1);

    private final Map<String, Change> newest = new LinkedHashMap<>();
    private final List<Change> superseded = new ArrayList<>();
    private final Instant retainedSince;

    private record Change(String room, long number, Instant at, String field) {
        private static Change read(Map.Entry<String, Object> field) {
            String name = field.getKey();
            int colon = name.lastIndexOf(':');
            return new Change(
                    name.substring(0, colon),
                    Long.parseLong(name.substring(colon + 1)),
                    MongoDate.read(field.getValue()),
                    name);
        }

        private boolean member() {
            return number % 2 == 1;
        }
    }

    /** @param document of the user; null: none */
    UserRoomsDocument(@Nullable JsonObject document, Instant now) {
        retainedSince = now.minus(UserRoomChange.TOMBSTONE_RETENTION);
        JsonObject rooms = document == null ? null : document.getJsonObject("rooms");
        if (rooms != null) {
            rooms.stream().map(Change::read).forEach(this::add);
        }
    }

    private void add(Change change) {
        Change known = newest.get(change.room());
        boolean isNewer = known == null || known.number() < change.number();
        Change older = isNewer ? newest.put(change.room(), change) : change;
        if (older != null) {
            superseded.add(older);
        }
    }

    /** A change as {@code $set} takes it. */
    static JsonObject field(UserRoomChange change) {
        long number = 2 * change.seq() + (change.member() ? 1 : 0);
        String field = "rooms." + change.room().value() + ":" + number;
        return new JsonObject().put(field, MongoDate.write(change.at()));
    }

    /** All changes in the document of a user. */
    static List<UserRoomChange> changes(JsonObject document) {
        UserId user = new UserId(document.getString("_id"));
        return document.getJsonObject("rooms", new JsonObject()).stream()
                .map(Change::read)
                .map(change -> new UserRoomChange(
                        user, new RoomId(change.room()), change.number() / 2, change.at(), change.member()))
                .toList();
    }

    UserRooms userRooms(int limit) {
        List<RoomId> rooms = newest.values().stream()
                .filter(Change::member)
                .map(change -> new RoomId(change.room()))
                .toList();
        return new UserRooms(rooms.stream().limit(limit).toList(), rooms.size());
    }

    /** Superseded changes, and rooms left long ago, as {@code $unset} takes them. */
    JsonObject obsoleteFields() {
        JsonObject fields = new JsonObject();
        superseded.forEach(change -> fields.put("rooms." + change.field(), ""));
        newest.values().stream()
                .filter(change -> !change.member() && change.at().isBefore(retainedSince))
                .forEach(change -> fields.put("rooms." + change.field(), ""));
        return fields;
    }
}
