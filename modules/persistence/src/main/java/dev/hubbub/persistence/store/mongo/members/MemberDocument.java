// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.members;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.StoredMember;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/**
 * A member as a document of {@code members}. The {@code _id} is the room and the user with a space between, which neither can
 * hold.
 */
final class MemberDocument {
    static final String ROOM = "room";
    static final String USER = "user";
    static final String ROLE = "role";
    static final String VERSION = "version";

    static String id(RoomId room, UserId user) {
        return room.value() + ' ' + user.value();
    }

    /** The first version of a document. */
    static JsonObject write(RoomId room, StoredMember member) {
        return update(member).getJsonObject("$set").mergeIn(key(room, member.user()));
    }

    /** The fields that name a document: its id, and those by which a collection may be sharded. */
    static JsonObject key(RoomId room, UserId user) {
        return new JsonObject()
                .put("_id", id(room, user))
                .put(ROOM, room.value())
                .put(USER, user.value());
    }

    /** The fields that change; one that is absent is null. */
    private static JsonObject fields(StoredMember member) {
        Instant until = member.until();
        return new JsonObject()
                .put(ROLE, member.role() == null ? null : member.role().name())
                .put("since", member.since())
                .put("until", until == null ? null : until.toEpochMilli())
                .put("applied", member.applied())
                .put(VERSION, member.version());
    }

    /** What makes the document of a user this one. */
    static JsonObject update(StoredMember member) {
        JsonObject set = new JsonObject();
        JsonObject unset = new JsonObject();
        fields(member).forEach(field -> {
            if (field.getValue() == null) {
                unset.put(field.getKey(), "");
            } else {
                set.put(field.getKey(), field.getValue());
            }
        });
        JsonObject update = new JsonObject().put("$set", set);
        return unset.isEmpty() ? update : update.put("$unset", unset);
    }

    static StoredMember read(JsonObject document) {
        String role = document.getString(ROLE);
        Long until = document.getLong("until");
        return new StoredMember(
                new UserId(document.getString(USER)),
                role == null ? null : new Role(role),
                document.getLong("since"),
                until == null ? null : Instant.ofEpochMilli(until),
                document.getLong("applied"),
                document.getLong(VERSION));
    }

    private MemberDocument() {}
}
