// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomSummary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A snapshot as a document of {@code rooms}. */
final class RoomDocument {
    /** The field with the floor. It holds the room as of the entry before the first one. */
    static final String FLOOR = "floor";

    /** The field that says up to which entry with effects all effects are written; absent: 0. */
    static final String FOLDED = "folded";

    /** The fields that {@link #readSummary} needs. */
    static final List<String> SUMMARY = List.of("details", "name", "visibility", "kind", "size");

    /** The fields of a snapshot but its head. */
    static JsonObject write(RoomSnapshot snapshot) {
        RoomDetails details = Objects.requireNonNull(snapshot.details(), "details");
        return new JsonObject()
                .put("details", Json.encode(details)) // text: hosts choose the names of some fields
                .put("membership", snapshot.membership())
                .put("size", snapshot.size())
                .put(
                        "members",
                        new JsonArray(
                                snapshot.members().stream().map(Json::write).toList()));
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
        long folded = document.getLong(FOLDED, 0L);
        RoomDetails details = readDetails(document);
        if (details == null) {
            return RoomSnapshot.headOnly(room, head).withFolded(folded);
        }
        List<Member> members = document.getJsonArray("members").stream()
                .map(member -> Json.read((JsonObject) member, Member.class))
                .toList();
        return new RoomSnapshot(room, details, document.getLong("membership"), members, head, folded);
    }

    /** The room without its members, of whom older hubs did not write how many there are; null: only a head is stored. */
    static @Nullable RoomSummary readSummary(JsonObject document) {
        RoomDetails details = readDetails(document);
        return details == null ? null : new RoomSummary(details, document.getInteger("size", 0));
    }

    /** Older hubs wrote three fields. */
    private static @Nullable RoomDetails readDetails(JsonObject document) {
        String details = document.getString("details");
        if (details != null) {
            return Json.read(details, RoomDetails.class);
        }
        return document.containsKey("name")
                ? Json.read(document, RoomDetails.class).withOther(Map.of())
                : null;
    }

    private RoomDocument() {}
}
