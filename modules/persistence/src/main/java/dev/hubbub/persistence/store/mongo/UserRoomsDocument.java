// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rooms in the document of a user: {@code rooms} has a field {@code <room>:<n>} for each change, with its time, and the
 * role of a member and since when it is one. {@code n} is {@code 2 * seq}, plus 1 if the user is a member; the largest of a
 * room counts. So a change writes one field of its own, in any order and any number of times, and other writers only remove
 * obsolete fields.
 */
final class UserRoomsDocument {
    static final JsonObject FIELDS = new JsonObject().put("rooms", 1);

    private static final String AT = "at";
    private static final String ROLE = "role";
    private static final String SINCE = "since";

    private final Map<RoomId, Change> newest = new LinkedHashMap<>();
    private final List<Change> superseded = new ArrayList<>();
    private final Instant retainedSince;

    private record Change(RoomId room, long number, Instant at, @Nullable UserRoom membership, String field) {
        private static Change read(Map.Entry<String, Object> field) {
            String name = field.getKey();
            int colon = name.lastIndexOf(':');
            long number = Long.parseLong(name.substring(colon + 1));
            Object value = field.getValue();
            boolean isFull = value instanceof JsonObject object && object.containsKey(ROLE);
            return new Change(
                    new RoomId(name.substring(0, colon)),
                    number,
                    MongoDate.read(isFull ? ((JsonObject) value).getValue(AT) : value),
                    number % 2 == 0 ? null : membership(isFull ? (JsonObject) value : null, number / 2),
                    name);
        }

        /** @param value null: of an older version, which kept only the time */
        private static UserRoom membership(@Nullable JsonObject value, long seq) {
            return value == null
                    ? new UserRoom(Role.MEMBER, seq)
                    : new UserRoom(new Role(value.getString(ROLE)), value.getLong(SINCE));
        }

        private boolean member() {
            return membership != null;
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
        UserRoom membership = change.membership();
        long number = 2 * change.seq() + (membership == null ? 0 : 1);
        String field = "rooms." + change.room().value() + ":" + number;
        JsonObject at = MongoDate.write(change.at());
        return new JsonObject()
                .put(
                        field,
                        membership == null
                                ? at
                                : new JsonObject()
                                        .put(AT, at)
                                        .put(ROLE, membership.role().name())
                                        .put(SINCE, membership.since()));
    }

    /** All changes in the document of a user. */
    static List<UserRoomChange> changes(JsonObject document) {
        UserId user = new UserId(document.getString("_id"));
        return document.getJsonObject("rooms", new JsonObject()).stream()
                .map(Change::read)
                .map(change ->
                        new UserRoomChange(user, change.room(), change.number() / 2, change.at(), change.membership()))
                .toList();
    }

    UserRooms userRooms(RoomsOf request) {
        return UserRoomStore.page(
                request,
                newest.values().stream()
                        .filter(change -> change.membership() != null
                                && request.takes(change.membership().role()))
                        .map(Change::room)
                        .toList());
    }

    Map<RoomId, UserRoom> memberships(Collection<RoomId> rooms) {
        Map<RoomId, UserRoom> found = new HashMap<>();
        for (RoomId room : rooms) {
            Change change = newest.get(room);
            if (change != null && change.membership() != null) {
                found.put(room, change.membership());
            }
        }
        return found;
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
