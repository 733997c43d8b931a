// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoom;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserRoomStore;
import dev.hubbub.persistence.store.mongo.client.BatchedReads;
import dev.hubbub.persistence.store.mongo.client.BoundedFind;
import dev.hubbub.persistence.store.mongo.client.StoreCircuitBreaker;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms of users as a MongoDB collection with a document for each user. */
final class MongoUserRoomStore implements UserRoomStore {
    private static final String USER_ROOMS = "userRooms";
    private static final int MIN_OBSOLETE = 100;

    /** How many a query asks for. */
    private static final int MAX_USERS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(MongoUserRoomStore.class);

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final InstantSource clock;
    private final BatchedReads<UserId, Optional<JsonObject>> reads;

    /** @param maxWaiting how many reads may wait for their query */
    MongoUserRoomStore(MongoClient client, StoreCircuitBreaker breaker, InstantSource clock, int maxWaiting) {
        this.client = client;
        this.breaker = breaker;
        this.clock = clock;
        reads = new BatchedReads<>(this::findAll, user -> 1, MAX_USERS, maxWaiting);
    }

    @Override
    public Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates =
                changes.stream().map(MongoUserRoomStore::roomUpdate).toList();
        return breaker.call(() -> client.bulkWriteWithOptions(USER_ROOMS, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    private static BulkOperation roomUpdate(UserRoomChange change) {
        JsonObject update = new JsonObject().put("$set", UserRoomsDocument.field(change));
        return BulkOperation.createUpdate(id(change.user()), update, true, false);
    }

    @Override
    public Future<UserRooms> rooms(RoomsOf request) {
        return reads.ask(request.user())
                .map(document -> new UserRoomsDocument(document.orElse(null), clock.instant()))
                .compose(rooms ->
                        removeObsolete(request.user(), rooms.obsoleteFields()).map(rooms.userRooms(request)));
    }

    @Override
    public Future<Map<RoomId, UserRoom>> memberships(UserId user, Collection<RoomId> rooms) {
        return reads.ask(user)
                .map(document -> new UserRoomsDocument(document.orElse(null), clock.instant()).memberships(rooms));
    }

    /** How many questions wait for a query. */
    int waiting() {
        return reads.waiting();
    }

    private Future<List<Optional<JsonObject>>> findAll(List<UserId> users) {
        List<String> ids = users.stream().map(UserId::value).distinct().toList();
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        FindOptions options = BoundedFind.limit(ids.size()).setFields(UserRoomsDocument.FIELDS.copy());
        return breaker.call(() -> BoundedFind.run(client, USER_ROOMS, query, options))
                .map(documents -> {
                    Map<String, JsonObject> found = new HashMap<>();
                    documents.forEach(document -> found.put(document.getString("_id"), document));
                    return users.stream()
                            .map(user -> Optional.ofNullable(found.get(user.value())))
                            .toList();
                });
    }

    private Future<Void> removeObsolete(UserId user, JsonObject fields) {
        if (fields.size() < MIN_OBSOLETE) {
            return Future.succeededFuture();
        }
        JsonObject update = new JsonObject().put("$unset", fields);
        return breaker.call(() -> client.updateCollection(USER_ROOMS, id(user), update))
                .<Void>mapEmpty()
                .recover(cause -> {
                    LOG.debug("obsolete rooms of {} were not removed", user, cause);
                    return Future.succeededFuture();
                });
    }

    private static JsonObject id(UserId user) {
        return new JsonObject().put("_id", user.value());
    }
}
