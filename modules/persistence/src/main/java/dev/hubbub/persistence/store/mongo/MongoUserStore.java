// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.UserRoomChange;
import dev.hubbub.persistence.store.UserStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users as a MongoDB collection with a document for each. {@code decision} is {@code 2 * ms} of the newest decision
 * about the user, plus 1 if it disabled the user, so that {@code $max} keeps the newest.
 */
final class MongoUserStore implements UserStore {
    private static final String USERS = "users";
    private static final JsonObject RECORD_FIELDS = new JsonObject()
            .put("profile", 1)
            .put("seenAt", 1)
            .put("validFrom", 1)
            .put("decision", 1)
            .put("disabled", 1); // of an earlier build, before the first decision

    private static final int MIN_OBSOLETE = 100;
    private static final Logger LOG = LoggerFactory.getLogger(MongoUserStore.class);

    private final MongoClient client;
    private final StoreCircuitBreaker breaker;
    private final InstantSource clock;

    MongoUserStore(MongoClient client, StoreCircuitBreaker breaker, InstantSource clock) {
        this.client = client;
        this.breaker = breaker;
        this.clock = clock;
    }

    @Override
    public Future<Void> applyRoomChanges(List<UserRoomChange> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates =
                changes.stream().map(MongoUserStore::roomUpdate).toList();
        return breaker.call(() -> client.bulkWriteWithOptions(USERS, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    private static BulkOperation roomUpdate(UserRoomChange change) {
        JsonObject update = new JsonObject().put("$set", UserRoomsDocument.field(change));
        return BulkOperation.createUpdate(id(change.user()), update, true, false);
    }

    @Override
    public Future<UserRooms> rooms(RoomsOf request) {
        return breaker.call(() -> client.findOne(USERS, id(request.user()), UserRoomsDocument.FIELDS.copy()))
                .map(document -> new UserRoomsDocument(document, clock.instant()))
                .compose(rooms ->
                        removeObsolete(request.user(), rooms.obsoleteFields()).map(rooms.userRooms(request.limit())));
    }

    private Future<Void> removeObsolete(UserId user, JsonObject fields) {
        if (fields.size() < MIN_OBSOLETE) {
            return Future.succeededFuture();
        }
        JsonObject update = new JsonObject().put("$unset", fields);
        return breaker.call(() -> client.updateCollection(USERS, id(user), update))
                .<Void>mapEmpty()
                .recover(cause -> {
                    LOG.debug("obsolete rooms of {} were not removed", user, cause);
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<Void> update(UpdateUser request) {
        JsonObject set = new JsonObject();
        JsonObject max = new JsonObject();
        if (request.profile() != null) {
            set.put("profile", write(request.profile()));
        }
        if (request.seenAt() != null) {
            max.put("seenAt", request.seenAt().toEpochMilli());
        }
        if (request.validFrom() != null) {
            max.put("validFrom", request.validFrom().toEpochMilli());
        }
        if (request.disabled() != null) {
            max.put("decision", 2 * request.decidedAt().toEpochMilli() + (request.disabled() ? 1 : 0));
        }
        return update(request.user(), set, max);
    }

    private Future<Void> update(UserId user, JsonObject set, JsonObject max) {
        JsonObject update = new JsonObject();
        if (!set.isEmpty()) {
            update.put("$set", set);
        }
        if (!max.isEmpty()) {
            update.put("$max", max);
        }
        if (update.isEmpty()) {
            return Future.succeededFuture();
        }
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        return breaker.call(() -> client.updateCollectionWithOptions(USERS, id(user), update, upsert))
                .mapEmpty();
    }

    @Override
    public Future<List<UserRecord>> get(Collection<UserId> users) {
        List<String> ids = users.stream().map(UserId::value).distinct().toList();
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        FindOptions options = new FindOptions().setLimit(ids.size()).setFields(RECORD_FIELDS.copy());
        return breaker.call(() -> client.findWithOptions(USERS, query, options)).map(documents -> documents.stream()
                .filter(document -> RECORD_FIELDS.fieldNames().stream().anyMatch(document::containsKey))
                .map(MongoUserStore::read)
                .toList());
    }

    private static JsonObject id(UserId user) {
        return new JsonObject().put("_id", user.value());
    }

    private static JsonObject write(Profile profile) {
        return new JsonObject()
                .put("name", profile.name())
                .put("picture", profile.picture())
                .put("role", profile.role());
    }

    private static UserRecord read(JsonObject document) {
        JsonObject profile = document.getJsonObject("profile");
        Long decision = document.getLong("decision");
        return new UserRecord(
                new UserId(document.getString("_id")),
                profile == null
                        ? null
                        : new Profile(
                                profile.getString("name"), profile.getString("picture"), profile.getString("role")),
                time(document, "seenAt"),
                time(document, "validFrom"),
                decision == null ? document.getBoolean("disabled") : Boolean.valueOf(Math.floorMod(decision, 2) == 1),
                decision == null ? null : Instant.ofEpochMilli(Math.floorDiv(decision, 2)));
    }

    private static Instant time(JsonObject document, String field) {
        Long millis = document.getLong(field);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
