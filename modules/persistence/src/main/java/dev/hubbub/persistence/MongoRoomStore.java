// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.List;
import java.util.Map;

/** Snapshots as a MongoDB collection, one document for each room. */
final class MongoRoomStore implements RoomStore {
    private static final String ROOMS = "rooms";

    private final MongoClient client;
    private final StoreCalls calls;

    MongoRoomStore(MongoClient client, StoreCalls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Future<Snapshot> find(RoomId room) {
        return calls.call(() -> client.findOne(ROOMS, id(room), null))
                .map(document -> document == null ? Snapshot.none(room) : read(room, document));
    }

    @Override
    public Future<Void> save(Snapshot snapshot) {
        List<JsonObject> members =
                snapshot.members().stream().map(MongoRoomStore::write).toList();
        JsonObject fields = new JsonObject()
                .put("name", snapshot.name())
                .put("visibility", snapshot.visibility().toString())
                .put("membership", snapshot.membership())
                .put("members", new JsonArray(members));
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        JsonObject update = raised(snapshot.head()).put("$set", fields);
        return calls.call(() -> client.updateCollectionWithOptions(ROOMS, id(snapshot.room()), update, upsert))
                .mapEmpty();
    }

    @Override
    public Future<Void> hint(Map<RoomId, Long> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates = heads.entrySet().stream()
                .map(head -> BulkOperation.createUpdate(id(head.getKey()), raised(head.getValue()), true, false))
                .toList();
        return calls.call(() -> client.bulkWriteWithOptions(ROOMS, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    private static JsonObject raised(long head) {
        return new JsonObject().put("$max", new JsonObject().put("head", head));
    }

    private static JsonObject id(RoomId room) {
        return new JsonObject().put("_id", room.value());
    }

    private static JsonObject write(Member member) {
        return new JsonObject()
                .put("user", member.user().value())
                .put("role", member.role().toString())
                .put("since", member.since());
    }

    private static Snapshot read(RoomId room, JsonObject document) {
        long head = document.getLong("head");
        if (!document.containsKey("name")) {
            return new Snapshot(room, null, null, 0, List.of(), head);
        }
        List<Member> members = document.getJsonArray("members").stream()
                .map(member -> member((JsonObject) member))
                .toList();
        Visibility visibility = EntryDocument.constant(Visibility.class, document.getString("visibility"));
        return new Snapshot(
                room, document.getString("name"), visibility, document.getLong("membership"), members, head);
    }

    private static Member member(JsonObject document) {
        Role role = EntryDocument.constant(Role.class, document.getString("role"));
        return new Member(new UserId(document.getString("user")), role, document.getLong("since"), null);
    }
}
