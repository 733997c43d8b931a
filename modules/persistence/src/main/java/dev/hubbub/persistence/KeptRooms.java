// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.Log.UserRooms;
import dev.hubbub.contract.RoomId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The rooms in the document of a user. {@code rooms} maps a room to {@code 2 * seq} of the newest change, plus 1 when
 * that made the user a member; {@code left} maps it to when the user left last, in milliseconds. So {@code $max} alone
 * makes the newest change win, in whatever order writers come.
 */
final class KeptRooms {
    static final JsonObject FIELDS = new JsonObject().put("rooms", 1).put("left", 1);

    private final Map<String, Object> newest;
    private final JsonObject left;
    private final long old;

    /** @param document of the user; null: none */
    KeptRooms(JsonObject document, Instant now) {
        JsonObject user = document == null ? new JsonObject() : document;
        newest = user.getJsonObject("rooms", new JsonObject()).getMap();
        left = user.getJsonObject("left", new JsonObject());
        old = now.minus(UserRoom.REMEMBERED).toEpochMilli();
    }

    /** What {@code $max} makes of a change. */
    static JsonObject change(UserRoom change) {
        String room = change.room().value();
        long value = 2 * change.seq() + (change.member() ? 1 : 0);
        JsonObject fields = new JsonObject().put("rooms." + room, value);
        return change.member() ? fields : fields.put("left." + room, change.at().toEpochMilli());
    }

    UserRooms show(int limit) {
        List<RoomId> rooms = newest.keySet().stream()
                .filter(this::isMember)
                .limit(limit)
                .map(RoomId::new)
                .toList();
        return new UserRooms(
                rooms, (int) newest.keySet().stream().filter(this::isMember).count());
    }

    /** Rooms that were left long ago, at most so many. */
    List<String> old(int limit) {
        return newest.keySet().stream()
                .filter(room -> !isMember(room))
                .filter(room -> left.getLong(room, 0L) < old)
                .limit(limit)
                .toList();
    }

    /** What {@code $unset} takes away so that these rooms are forgotten. */
    static JsonObject fields(List<String> rooms) {
        JsonObject fields = new JsonObject();
        rooms.forEach(room -> fields.put("rooms." + room, "").put("left." + room, ""));
        return fields;
    }

    /** What {@code $max} brings back of these rooms: those that were not the same any more when they were taken away. */
    JsonObject changed(List<String> rooms, JsonObject taken) {
        JsonObject fields = new JsonObject();
        rooms.forEach(room -> {
            Object value = taken.getJsonObject("rooms", new JsonObject()).getValue(room);
            if (value != null && !value.equals(newest.get(room))) {
                fields.put("rooms." + room, value);
            }
        });
        return fields;
    }

    private boolean isMember(String room) {
        return Math.floorMod(((Number) newest.get(room)).longValue(), 2) == 1;
    }
}
