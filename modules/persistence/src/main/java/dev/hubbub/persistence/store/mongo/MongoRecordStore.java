// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
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
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.MongoClientUpdateResult;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records as a MongoDB collection. Each write names the version that it replaces, or adds one to whatever version is
 * there, so that the server carries it out in one step. A write that met another writer is tried again.
 */
final class MongoRecordStore implements RecordStore {
    private static final String RECORDS = "records";

    /** Each attempt that fails means that another writer had success, so this is the number of writers at a time. */
    private static final int MAX_ATTEMPTS = 100;

    /** How many a query of {@link #get} asks for. More are asked for in parts, so that others get their turn. */
    private static final int MAX_RECORDS = 250;

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final BatchedReads<Set<RecordKey>, List<StoredRecord>> reads;

    /** @param maxWaiting how many reads may wait for their query */
    MongoRecordStore(MongoClient client, StoreCircuitBreaker breaker, int maxWaiting) {
        this.client = client;
        this.breaker = breaker;
        reads = new BatchedReads<>(this::getAll, Set::size, MAX_RECORDS, maxWaiting);
    }

    /** Unique, because the embedded server uses no other index. It finds a version of a record, and orders a list. */
    Future<Void> createIndex() {
        JsonObject fields =
                new JsonObject().put("scope", 1).put("kind", 1).put("key", 1).put("version", 1);
        IndexOptions unique = new IndexOptions().name("version").unique(true);
        return breaker.callWithRetry(() -> client.createIndexWithOptions(RECORDS, fields, unique));
    }

    @Override
    public Future<List<StoredRecord>> get(Collection<RecordKey> keys) {
        List<RecordKey> distinct = keys.stream().distinct().toList();
        List<Future<List<StoredRecord>>> parts = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += MAX_RECORDS) {
            int to = Math.min(from + MAX_RECORDS, distinct.size());
            parts.add(reads.ask(Set.copyOf(distinct.subList(from, to))));
        }
        return Future.all(parts)
                .map(all ->
                        parts.stream().flatMap(part -> part.result().stream()).toList());
    }

    /** How many questions wait for a query. */
    int waiting() {
        return reads.waiting();
    }

    private Future<List<List<StoredRecord>>> getAll(List<Set<RecordKey>> questions) {
        List<String> ids = questions.stream()
                .flatMap(Set::stream)
                .map(RecordDocument::id)
                .distinct()
                .toList();
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        return find(query, BoundedFind.limit(ids.size())).map(found -> {
            Map<RecordKey, StoredRecord> byKey =
                    found.stream().collect(Collectors.toMap(StoredRecord::key, Function.identity()));
            return questions.stream()
                    .map(keys -> keys.stream()
                            .map(byKey::get)
                            .filter(Objects::nonNull)
                            .toList())
                    .toList();
        });
    }

    @Override
    public Future<List<StoredRecord>> list(ListOf request) {
        JsonObject query = new JsonObject().put("scope", request.scope()).put("kind", request.kind());
        if (request.after() != null) {
            query.put("key", new JsonObject().put("$gt", request.after()));
        }
        JsonObject order = new JsonObject().put("key", 1);
        return find(query, BoundedFind.limit(request.limit()).setSort(order));
    }

    private Future<List<StoredRecord>> find(JsonObject query, FindOptions options) {
        return breaker.call(() -> BoundedFind.run(client, RECORDS, query, options))
                .map(found -> found.stream().map(RecordDocument::read).toList());
    }

    @Override
    public Future<Boolean> put(Put request) {
        if (request.version() == null) {
            return retry(() -> upsert(request), MAX_ATTEMPTS);
        }
        return request.version() == 0
                ? insert(RecordDocument.write(request.key(), 0, request.value()))
                : change(request.key(), request.version(), RecordDocument.update(request.value()));
    }

    @Override
    public Future<Boolean> raise(Raise request) {
        return retry(() -> get(List.of(request.key())).compose(found -> raise(request, found)), MAX_ATTEMPTS);
    }

    private Future<Optional<Boolean>> raise(Raise request, List<StoredRecord> found) {
        if (found.isEmpty()) {
            return insert(RecordDocument.write(request.key(), request.rank(), request.value()))
                    .map(MongoRecordStore::doneIfTrue);
        }
        StoredRecord old = found.get(0);
        return old.rank() >= request.rank()
                ? Future.succeededFuture(Optional.of(false))
                : change(request.key(), old.version(), RecordDocument.update(request.rank(), request.value()))
                        .map(MongoRecordStore::doneIfTrue);
    }

    /** One bulk. If another writer was faster with one of the records, all are written one at a time, which repeats nothing. */
    @Override
    public Future<Void> raiseAll(Collection<Raise> requests, Map<RecordKey, StoredRecord> read) {
        List<BulkOperation> writes = requests.stream()
                .map(request -> operation(request, read.get(request.key())))
                .toList();
        return breaker.call(() -> client.bulkWriteWithOptions(RECORDS, writes, new BulkWriteOptions(false))
                        .map(done -> done.getInsertedCount() + done.getMatchedCount() == writes.size())
                        .recover(cause -> ifDuplicate(cause, false)))
                .compose(isWhole -> isWhole ? Future.succeededFuture() : RecordStore.super.raiseAll(requests, read));
    }

    private static BulkOperation operation(Raise request, @Nullable StoredRecord old) {
        return old == null
                ? BulkOperation.createInsert(RecordDocument.write(request.key(), request.rank(), request.value()))
                : BulkOperation.createUpdate(
                        RecordDocument.byVersion(request.key(), old.version()),
                        RecordDocument.update(request.rank(), request.value()));
    }

    @Override
    public Future<Boolean> delete(Delete request) {
        Long version = request.version();
        return version == null
                ? breaker.call(() -> client.removeDocument(RECORDS, RecordDocument.byId(request.key())))
                        .map(true)
                : breaker.call(() -> client.removeDocument(RECORDS, RecordDocument.byVersion(request.key(), version)))
                        .map(removed -> removed.getRemovedCount() > 0);
    }

    /** Two upserts of a new record may both insert it; the server refuses the second, which then finds the record. */
    private Future<Optional<Boolean>> upsert(Put request) {
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        JsonObject update =
                RecordDocument.update(request.value()).put("$setOnInsert", RecordDocument.unranked(request.key()));
        return breaker.call(
                () -> client.updateCollectionWithOptions(RECORDS, RecordDocument.byId(request.key()), update, upsert)
                        .map(Optional.of(true))
                        .recover(cause -> ifDuplicate(cause, Optional.empty())));
    }

    /** Completes with false when the record exists. */
    private Future<Boolean> insert(JsonObject document) {
        return breaker.call(
                () -> client.insert(RECORDS, document).map(true).recover(cause -> ifDuplicate(cause, false)));
    }

    /** Completes with false when the record does not have this version. */
    private Future<Boolean> change(RecordKey key, long version, JsonObject update) {
        return breaker.call(() -> client.updateCollection(RECORDS, RecordDocument.byVersion(key, version), update))
                .map(MongoClientUpdateResult::getDocMatched)
                .map(matched -> matched > 0);
    }

    private static Optional<Boolean> doneIfTrue(boolean written) {
        return written ? Optional.of(true) : Optional.empty();
    }

    /** @param attempt empty when another writer was faster */
    private Future<Boolean> retry(Supplier<Future<Optional<Boolean>>> attempt, int attempts) {
        if (attempts == 0) {
            return Future.failedFuture(
                    new HubException(ErrorCode.UNAVAILABLE, "too many writers of one record, try again"));
        }
        return attempt.get()
                .compose(done -> done.map(Future::succeededFuture).orElseGet(() -> retry(attempt, attempts - 1)));
    }

    private static <T> Future<T> ifDuplicate(Throwable cause, T value) {
        return WriteErrors.isDuplicate(cause) ? Future.succeededFuture(value) : Future.failedFuture(cause);
    }
}
