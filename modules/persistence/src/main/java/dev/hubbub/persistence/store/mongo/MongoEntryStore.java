// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.StoredEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries as a MongoDB collection. Each query uses {@code _id} or the one unique index. */
final class MongoEntryStore implements EntryStore {
    private static final String ENTRIES = "entries";
    private static final int DUPLICATE = 11000;

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;

    MongoEntryStore(MongoClient client, StoreCircuitBreaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    Future<Void> createIndex() {
        JsonObject fields = new JsonObject().put("room", 1).put("sender", 1).put("key", 1);
        IndexOptions unique = new IndexOptions().name("once").unique(true);
        return breaker.callWithRetry(() -> client.createIndexWithOptions(ENTRIES, fields, unique));
    }

    @Override
    public Future<Integer> append(List<StoredEntry> entries) {
        List<BulkOperation> inserts = entries.stream()
                .map(EntryDocument::write)
                .map(BulkOperation::createInsert)
                .toList();
        return breaker.call(() -> client.bulkWrite(ENTRIES, inserts) // ordered by default
                .map(all -> entries.size())
                .recover(MongoEntryStore::storedUntilDuplicate));
    }

    /** The server stops at the first error. Only a duplicate key tells for certain what was stored. */
    private static Future<Integer> storedUntilDuplicate(Throwable cause) {
        if (cause instanceof MongoBulkWriteException bulk && bulk.getWriteConcernError() == null) {
            List<BulkWriteError> errors = bulk.getWriteErrors();
            if (errors.size() == 1 && errors.get(0).getCode() == DUPLICATE) {
                return Future.succeededFuture(errors.get(0).getIndex());
            }
        }
        return Future.failedFuture(cause);
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return byId(room, seqs, null).map(documents -> documents.stream()
                .map(EntryDocument::read)
                .sorted(Comparator.comparingLong(StoredEntry::seq))
                .toList());
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return byId(room, seqs, EntryDocument.headerFields()).map(documents -> documents.stream()
                .map(EntryDocument::readHeader)
                .sorted(Comparator.comparingLong(EntryHeader::seq))
                .toList());
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        Map<String, RoomId> next = new HashMap<>();
        known.forEach(each -> next.put(EntryDocument.id(each.room(), each.seq() + 1), each.room()));
        return byId(next.keySet(), new JsonObject().put("_id", 1)).map(documents -> documents.stream()
                .map(document -> next.get(document.getString("_id")))
                .distinct()
                .toList());
    }

    private Future<List<JsonObject>> byId(RoomId room, Collection<Long> seqs, @Nullable JsonObject fields) {
        return byId(seqs.stream().map(seq -> EntryDocument.id(room, seq)).toList(), fields);
    }

    private Future<List<JsonObject>> byId(Collection<String> ids, @Nullable JsonObject fields) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(List.copyOf(ids))));
        FindOptions options = new FindOptions().setLimit(ids.size());
        return breaker.call(
                () -> client.findWithOptions(ENTRIES, query, fields == null ? options : options.setFields(fields)));
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        JsonObject query = new JsonObject()
                .put("room", room.value())
                .put("sender", sender.value())
                .put("key", key);
        return breaker.call(() -> client.findWithOptions(ENTRIES, query, new FindOptions().setLimit(1)))
                .map(found -> found.stream().map(EntryDocument::read).findFirst());
    }
}
