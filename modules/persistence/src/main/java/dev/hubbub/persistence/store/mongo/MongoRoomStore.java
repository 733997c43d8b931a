// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.RoomFloor;
import dev.hubbub.persistence.store.RoomSnapshot;
import dev.hubbub.persistence.store.RoomStore;
import dev.hubbub.persistence.store.RoomSummary;
import dev.hubbub.persistence.store.mongo.client.BatchedReads;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import dev.hubbub.persistence.store.mongo.client.WriteErrors;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Snapshots as a MongoDB collection with a document for each room. */
final class MongoRoomStore implements RoomStore {
    private static final String ROOMS = "rooms";

    /** How many a query asks for: those of large rooms have half a megabyte. */
    private static final int MAX_SNAPSHOTS = 64;

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final BatchedReads<RoomId, RoomSnapshot> reads;

    /** @param maxWaiting how many reads may wait for their query */
    MongoRoomStore(MongoClient client, StoreCircuitBreaker breaker, int maxWaiting) {
        this.client = client;
        this.breaker = breaker;
        reads = new BatchedReads<>(this::findAll, room -> 1, MAX_SNAPSHOTS, maxWaiting);
    }

    @Override
    public Future<RoomSnapshot> find(RoomId room) {
        return reads.ask(room);
    }

    /** A seq that each of these rooms had reached; left out where none is known. */
    Future<Map<RoomId, Long>> hints(Collection<RoomId> rooms) {
        return find(rooms, List.of("head")).map(documents -> {
            Map<RoomId, Long> hints = new HashMap<>();
            documents.forEach(
                    document -> hints.put(new RoomId(document.getString("_id")), document.getLong("head", 0L)));
            return hints;
        });
    }

    /** The rooms with a document, ordered by id. */
    Future<List<RoomId>> list(@Nullable RoomId after, int limit) {
        JsonObject query = after == null
                ? new JsonObject()
                : new JsonObject().put("_id", new JsonObject().put("$gt", after.value()));
        FindOptions options = BoundedFind.limit(limit)
                .setSort(new JsonObject().put("_id", 1))
                .setFields(new JsonObject().put("_id", 1));
        return breaker.call(() -> BoundedFind.run(client, ROOMS, query, options))
                .map(documents -> documents.stream()
                        .map(document -> new RoomId(document.getString("_id")))
                        .toList());
    }

    @Override
    public Future<Map<RoomId, RoomSummary>> summaries(Collection<RoomId> rooms) {
        return find(rooms, RoomDocument.SUMMARY).map(documents -> {
            Map<RoomId, RoomSummary> found = new HashMap<>();
            for (JsonObject document : documents) {
                RoomSummary summary = RoomDocument.readSummary(document);
                if (summary != null) {
                    found.put(new RoomId(document.getString("_id")), summary);
                }
            }
            return found;
        });
    }

    private Future<List<JsonObject>> find(Collection<RoomId> rooms, List<String> names) {
        if (rooms.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonObject fields = new JsonObject();
        names.forEach(name -> fields.put(name, 1));
        JsonArray ids = new JsonArray(rooms.stream().map(RoomId::value).toList());
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", ids));
        return breaker.call(() -> BoundedFind.run(
                client, ROOMS, query, BoundedFind.limit(ids.size()).setFields(fields)));
    }

    /** How many questions wait for a query. */
    int waiting() {
        return reads.waiting();
    }

    private Future<List<RoomSnapshot>> findAll(List<RoomId> rooms) {
        List<String> ids = rooms.stream().map(RoomId::value).distinct().toList();
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        return breaker.call(() -> BoundedFind.run(client, ROOMS, query, BoundedFind.limit(ids.size())))
                .map(documents -> {
                    Map<RoomId, RoomSnapshot> found = documents.stream()
                            .map(RoomDocument::read)
                            .collect(Collectors.toMap(RoomSnapshot::room, Function.identity()));
                    return rooms.stream()
                            .map(room -> found.getOrDefault(room, RoomSnapshot.none(room)))
                            .toList();
                });
    }

    @Override
    public Future<Void> save(RoomSnapshot snapshot) {
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        JsonObject update = raiseHead(snapshot.head()).put("$set", RoomDocument.write(snapshot));
        return breaker.call(() -> client.updateCollectionWithOptions(ROOMS, id(snapshot.room()), update, upsert))
                .mapEmpty();
    }

    @Override
    public Future<Void> raiseHeads(Map<RoomId, Long> heads) {
        if (heads.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates = heads.entrySet().stream()
                .map(head -> BulkOperation.createUpdate(id(head.getKey()), raiseHead(head.getValue()), true, false))
                .toList();
        return breaker.call(() -> client.bulkWriteWithOptions(ROOMS, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    @Override
    public Future<Void> raiseFolded(RoomId room, long folded) {
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        JsonObject update = new JsonObject().put("$max", new JsonObject().put(RoomDocument.FOLDED, folded));
        return breaker.call(() -> client.updateCollectionWithOptions(ROOMS, id(room), update, upsert))
                .mapEmpty();
    }

    @Override
    public Future<RoomFloor> floor(RoomId room) {
        FindOptions options = BoundedFind.limit(1).setFields(new JsonObject().put(RoomDocument.FLOOR, 1));
        return breaker.call(() -> BoundedFind.run(client, ROOMS, id(room), options))
                .map(found ->
                        found.stream().findFirst().map(RoomDocument::readFloor).orElse(RoomFloor.none(room)));
    }

    /** Where the floor is as high already the document does not match, and is not inserted a second time. */
    @Override
    public Future<Void> raiseFloor(RoomFloor floor) {
        JsonObject lower = id(floor.room())
                .put(
                        RoomDocument.FLOOR + ".head",
                        new JsonObject()
                                .put(
                                        "$not",
                                        new JsonObject()
                                                .put("$gte", floor.before().head())));
        JsonObject update = raiseHead(floor.first())
                .put("$set", new JsonObject().put(RoomDocument.FLOOR, RoomDocument.write(floor)));
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        return breaker.<Void>call(() -> client.updateCollectionWithOptions(ROOMS, lower, update, upsert)
                .<Void>mapEmpty()
                .recover(cause ->
                        WriteErrors.isDuplicate(cause) ? Future.succeededFuture() : Future.failedFuture(cause)));
    }

    private static JsonObject raiseHead(long head) {
        return new JsonObject().put("$max", new JsonObject().put("head", head));
    }

    private static JsonObject id(RoomId room) {
        return new JsonObject().put("_id", room.value());
    }
}
