// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.entries.RoomDetails;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A snapshot as a document of {@code rooms}. */
final class RoomDocument {
    /** The field with the floor. It holds the room as of the entry before the first one. */
    static final String FLOOR = "floor";

    private static JsonObject write(Member member) {
        return new JsonObject()
                .put("user", member.user().value())
                .put("role", member.role().toString())
                .put("since", member.since());
    }

    /** The fields of a snapshot but its head. */
    static JsonObject write(RoomSnapshot snapshot) {
        RoomDetails details = Objects.requireNonNull(snapshot.details(), "details");
        List<JsonObject> members =
                snapshot.members().stream().map(RoomDocument::write).toList();
        return new JsonObject()
                .put("name", details.name())
                .put("visibility", details.visibility().toString())
                .put("kind", details.kind().toString())
                .put("membership", snapshot.membership())
                .put("members", new JsonArray(members));
    }

    /** The newest snapshot in the document. */
    static RoomSnapshot read(JsonObject document) {
        RoomId room = new RoomId(document.getString("_id"));
        return readFloor(document).orNewer(read(room, document));
    }

    static JsonObject write(RoomFloor floor) {
        return write(floor.before()).put("head", floor.before().head());
    }

    static RoomFloor readFloor(JsonObject document) {
        RoomId room = new RoomId(document.getString("_id"));
        JsonObject floor = document.getJsonObject(FLOOR);
        return floor == null ? RoomFloor.none(room) : new RoomFloor(read(room, floor));
    }

    private static RoomSnapshot read(RoomId room, JsonObject document) {
        long head = document.getLong("head", 0L);
        if (!document.containsKey("name")) {
            return RoomSnapshot.headOnly(room, head);
        }
        List<Member> members = document.getJsonArray("members").stream()
                .map(member -> member((JsonObject) member))
                .toList();
        return new RoomSnapshot(room, details(document), document.getLong("membership"), members, head);
    }

    private static RoomDetails details(JsonObject document) {
        Visibility visibility =
                Visibility.valueOf(document.getString("visibility").toUpperCase(Locale.ROOT));
        RoomKind kind = new RoomKind(document.getString("kind", RoomKind.GROUP.name()));
        return new RoomDetails(document.getString("name"), visibility, kind);
    }

    private static Member member(JsonObject document) {
        Role role = new Role(document.getString("role"));
        return new Member(new UserId(document.getString("user")), role, document.getLong("since"), null);
    }

    private RoomDocument() {}
}
