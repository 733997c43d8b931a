// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The replies of threads, which have an index of their own, and the contents that are erased. */
final class ChangedMessages {
    private static final String ENTRIES = "entries";
    private static final String ROOM = "room";
    private static final String SEQ = "seq";
    private static final String THREAD = "thread";
    private static final String ID = "_id";

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;

    ChangedMessages(MongoClient client, StoreCircuitBreaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    /** Few entries are replies: the others are not in the index. */
    Future<Void> createIndex() {
        JsonObject fields = new JsonObject().put(ROOM, 1).put(THREAD, 1).put(SEQ, 1);
        IndexOptions replies = new IndexOptions()
                .name("replies")
                .partialFilterExpression(new JsonObject().put(THREAD, new JsonObject().put("$exists", true)));
        return breaker.callWithRetry(() -> client.createIndexWithOptions(ENTRIES, fields, replies));
    }

    Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        JsonObject query =
                new JsonObject().put(ROOM, room.value()).put(THREAD, thread).put("event", MessageEntry.KIND.event());
        if (after != null) {
            query.put(SEQ, new JsonObject().put("$gt", after));
        }
        FindOptions options = BoundedFind.limit(limit).setSort(new JsonObject().put(SEQ, after == null ? -1 : 1));
        return breaker.call(() -> BoundedFind.run(client, ENTRIES, query, options))
                .map(found -> found.stream()
                        .map(EntryDocument::read)
                        .sorted(Comparator.comparingLong(StoredEntry::seq))
                        .toList());
    }

    /** The names of the fields of a kind are read first. A second erasure changes nothing. */
    Future<Void> erase(Collection<StoredEntry> erased) {
        if (erased.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, StoredEntry> byId = erased.stream()
                .collect(Collectors.toMap(
                        entry -> EntryDocument.id(entry.room(), entry.seq()), Function.identity(), (one, same) -> one));
        JsonArray rooms = new JsonArray(
                erased.stream().map(entry -> entry.room().value()).distinct().toList());
        JsonObject query = new JsonObject()
                .put(ID, new JsonObject().put("$in", new JsonArray(List.copyOf(byId.keySet()))))
                .put(ROOM, new JsonObject().put("$in", rooms));
        return breaker.call(() -> BoundedFind.run(client, ENTRIES, query, BoundedFind.limit(byId.size())))
                .compose(found -> write(found, byId));
    }

    private Future<Void> write(List<JsonObject> found, Map<String, StoredEntry> byId) {
        List<BulkOperation> updates = found.stream()
                .map(document -> BulkOperation.createUpdate(
                        new JsonObject().put(ID, document.getString(ID)).put(ROOM, document.getString(ROOM)),
                        EntryDocument.erase(document, Objects.requireNonNull(byId.get(document.getString(ID)))),
                        false,
                        false))
                .toList();
        return updates.isEmpty()
                ? Future.succeededFuture()
                : breaker.call(() -> client.bulkWriteWithOptions(ENTRIES, updates, new BulkWriteOptions(false)))
                        .mapEmpty();
    }
}
