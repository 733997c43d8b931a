// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo.search;

import dev.hubbub.contract.content.ContentKinds;
import dev.hubbub.contract.search.SearchWords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import dev.hubbub.persistence.store.search.Candidates;
import dev.hubbub.persistence.store.search.Candidates.Candidate;
import dev.hubbub.persistence.store.search.IndexUpdate;
import dev.hubbub.persistence.store.search.IndexedMessage;
import dev.hubbub.persistence.store.search.SearchCriteria;
import dev.hubbub.persistence.store.search.SearchKey;
import dev.hubbub.persistence.store.search.SearchStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The index of words as a MongoDB collection, a document for each message; its id is in the order of time. How far a room is
 * indexed is in the room's document.
 */
public final class MongoSearchStore implements SearchStore {
    private static final String SEARCH = "search";
    private static final String ROOMS = "rooms";
    private static final String ID = "_id";
    private static final String ROOM = "room";
    private static final String SENDER = "sender";
    private static final String KIND = "kind";
    private static final String WORDS = "words";
    private static final String INDEXED = "indexed";
    private static final String TEXT = "text";
    private static final BulkWriteOptions ANY_ORDER = new BulkWriteOptions(false);

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;

    public MongoSearchStore(MongoClient client, StoreCircuitBreaker breaker) {
        this.client = client;
        this.breaker = breaker;
    }

    /** One for a search in a room, one for a search in many; both end with the order. */
    public Future<Void> createIndexes() {
        JsonObject ofRoom = new JsonObject().put(ROOM, 1).put(WORDS, 1).put(ID, -1);
        JsonObject ofAll = new JsonObject().put(WORDS, 1).put(ID, -1);
        return breaker.callWithRetry(
                        () -> client.createIndexWithOptions(SEARCH, ofRoom, new IndexOptions().name("roomWords")))
                .compose(created -> breaker.callWithRetry(
                        () -> client.createIndexWithOptions(SEARCH, ofAll, new IndexOptions().name(WORDS))));
    }

    /** The messages first: what is said to be indexed is. */
    @Override
    public Future<Void> write(IndexUpdate update) {
        List<BulkOperation> messages =
                update.messages().stream().map(MongoSearchStore::operation).toList();
        List<BulkOperation> rooms = update.indexed().entrySet().stream()
                .map(each -> BulkOperation.createUpdate(
                        new JsonObject().put(ID, each.getKey().value()),
                        new JsonObject().put("$max", new JsonObject().put(INDEXED, each.getValue())),
                        true,
                        false))
                .toList();
        return write(SEARCH, messages).compose(written -> write(ROOMS, rooms));
    }

    private Future<Void> write(String collection, List<BulkOperation> operations) {
        return operations.isEmpty()
                ? Future.succeededFuture()
                : breaker.call(() -> client.bulkWriteWithOptions(collection, operations, ANY_ORDER))
                        .mapEmpty();
    }

    private static BulkOperation operation(IndexedMessage message) {
        JsonObject key = new JsonObject()
                .put(ID, SearchKey.of(message.at(), message.id()))
                .put(ROOM, message.id().room().value());
        if (message.text() == null) {
            return BulkOperation.createDelete(key);
        }
        String kind = ContentKinds.isText(message.kind()) ? TEXT : message.kind();
        JsonObject fields = new JsonObject()
                .put(ROOM, message.id().room().value())
                .put(SENDER, message.sender().value())
                .put(KIND, kind)
                .put(WORDS, new JsonArray(List.copyOf(SearchWords.distinct(message.text()))));
        return BulkOperation.createUpdate(key, new JsonObject().put("$set", fields), true, false);
    }

    @Override
    public Future<Map<RoomId, Long>> indexed(Collection<RoomId> rooms) {
        JsonObject query = new JsonObject().put(ID, in(rooms));
        FindOptions options = BoundedFind.limit(rooms.size()).setFields(new JsonObject().put(INDEXED, 1));
        return breaker.call(() -> BoundedFind.run(client, ROOMS, query, options))
                .map(documents -> {
                    Map<RoomId, Long> found = new HashMap<>();
                    documents.forEach(each -> found.put(new RoomId(each.getString(ID)), each.getLong(INDEXED, 0L)));
                    return found;
                });
    }

    private static JsonObject in(Collection<RoomId> rooms) {
        return new JsonObject()
                .put("$in", new JsonArray(rooms.stream().map(RoomId::value).toList()));
    }

    @Override
    public Future<Candidates> find(SearchCriteria criteria) {
        FindOptions options = BoundedFind.limit(criteria.limit())
                .setSort(new JsonObject().put(ID, -1))
                .setFields(new JsonObject().put(ID, 1));
        return breaker.call(() -> BoundedFind.run(client, SEARCH, query(criteria), options))
                .map(documents -> {
                    List<Candidate> found = documents.stream()
                            .map(each -> each.getString(ID))
                            .map(key -> new Candidate(SearchKey.id(key), key))
                            .toList();
                    boolean isLast = found.size() < criteria.limit();
                    return new Candidates(
                            found, isLast ? null : found.get(found.size() - 1).cursor());
                });
    }

    private static JsonObject query(SearchCriteria criteria) {
        String end = SearchKey.beginning(criteria.untilMillis());
        String before = criteria.before();
        JsonObject times = new JsonObject()
                .put("$gte", SearchKey.beginning(criteria.sinceMillis()))
                .put("$lt", before != null && before.compareTo(end) < 0 ? before : end);
        JsonObject query = new JsonObject()
                .put(
                        ROOM,
                        criteria.rooms().size() == 1 ? criteria.rooms().get(0).value() : in(criteria.rooms()))
                .put(WORDS, words(criteria.words()))
                .put(ID, times);
        if (criteria.sender() != null) {
            query.put(SENDER, criteria.sender().value());
        }
        if (criteria.kind() != null) {
            query.put(KIND, criteria.kind());
        }
        return query;
    }

    private static Object words(List<String> words) {
        return words.size() == 1 ? words.get(0) : new JsonObject().put("$all", new JsonArray(words));
    }
}
