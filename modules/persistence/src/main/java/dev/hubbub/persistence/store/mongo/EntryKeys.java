// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys of entries. They are in a unique index until they are forgotten: then a key gets a first character that takes it
 * out of both indexes, which have such a condition. So the indexes hold what is recent, however many entries there are.
 */
final class EntryKeys {
    private static final String ENTRIES = "entries";
    private static final String KEY = "key"; // see StoredEntry.keyFor

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;

    EntryKeys(MongoClient client, StoreCircuitBreaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    private static JsonObject recent() {
        return new JsonObject().put(KEY, new JsonObject().put("$lt", EntryDocument.FORGOTTEN));
    }

    /** One makes keys unique; the other finds the oldest. */
    Future<Void> createIndexes() {
        JsonObject fields = new JsonObject().put("room", 1).put("sender", 1).put(KEY, 1);
        IndexOptions unique = new IndexOptions().name("recentKeys").unique(true).partialFilterExpression(recent());
        IndexOptions times = new IndexOptions().name("recentTimes").partialFilterExpression(recent());
        return breaker.callWithRetry(() -> client.createIndexWithOptions(ENTRIES, fields, unique))
                .compose(created -> breaker.callWithRetry(
                        () -> client.createIndexWithOptions(ENTRIES, new JsonObject().put("at", 1), times)));
    }

    /** Asks for exactly the fields of the index; a key that is not forgotten is within its condition. */
    Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        JsonObject query = new JsonObject()
                .put("room", room.value())
                .put("sender", sender.value())
                .put(KEY, key);
        return breaker.call(() -> BoundedFind.run(client, ENTRIES, query, BoundedFind.limit(1)))
                .map(found -> found.stream().map(EntryDocument::read).findFirst());
    }

    /** Several nodes may do it at the same time: all of them write the same. */
    Future<Integer> forget(Instant before) {
        JsonObject query = recent().put("at", new JsonObject().put("$lt", MongoDate.write(before)));
        FindOptions options = BoundedFind.limit(EntryStore.MAX_FORGOTTEN)
                .setSort(new JsonObject().put("at", 1))
                .setFields(new JsonObject().put("room", 1).put("seq", 1).put(KEY, 1));
        return breaker.call(() -> BoundedFind.run(client, ENTRIES, query, options))
                .compose(found -> forget(found).map(found.size()));
    }

    private Future<Void> forget(List<JsonObject> entries) {
        if (entries.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates = entries.stream().map(EntryKeys::update).toList();
        return breaker.call(() -> client.bulkWriteWithOptions(ENTRIES, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    private static BulkOperation update(JsonObject entry) {
        JsonObject named = new JsonObject().put("_id", entry.getString("_id")).put("room", entry.getString("room"));
        String key = EntryDocument.forgotten(entry.getLong("seq"), entry.getString(KEY));
        JsonObject update = new JsonObject().put("$set", new JsonObject().put(KEY, key));
        return BulkOperation.createUpdate(named, update, false, false);
    }
}
