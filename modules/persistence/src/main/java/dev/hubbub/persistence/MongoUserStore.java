// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.messages.MessageLog.RoomsOf;
import dev.hubbub.contract.messages.MessageLog.UpdateUser;
import dev.hubbub.contract.messages.MessageLog.UserRecord;
import dev.hubbub.contract.messages.MessageLog.UserRooms;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.UserId;
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
 * What is kept of users, as a MongoDB collection with one document for each. {@code decision} is {@code 2 * ms} of the
 * newest decision about the user, plus 1 when that disabled the user, so that {@code $max} makes the newest hold.
 */
final class MongoUserStore implements UserStore {
    private static final String USERS = "users";
    private static final JsonObject KEPT = new JsonObject()
            .put("profile", 1)
            .put("seenAt", 1)
            .put("validFrom", 1)
            .put("decision", 1)
            .put("disabled", 1); // of an earlier build, before the first decision

    private static final int FORGOTTEN_TOGETHER = 100;
    private static final Logger LOG = LoggerFactory.getLogger(MongoUserStore.class);

    private final MongoClient client;
    private final StoreCalls calls;
    private final InstantSource clock;

    MongoUserStore(MongoClient client, StoreCalls calls, InstantSource clock) {
        this.client = client;
        this.calls = calls;
        this.clock = clock;
    }

    @Override
    public Future<Void> apply(List<UserRoom> changes) {
        if (changes.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates =
                changes.stream().map(MongoUserStore::update).toList();
        return calls.call(() -> client.bulkWriteWithOptions(USERS, updates, new BulkWriteOptions(false)))
                .mapEmpty();
    }

    private static BulkOperation update(UserRoom change) {
        JsonObject update = new JsonObject().put("$set", KeptRooms.field(change));
        return BulkOperation.createUpdate(id(change.user()), update, true, false);
    }

    @Override
    public Future<UserRooms> rooms(RoomsOf asked) {
        return calls.call(() -> client.findOne(USERS, id(asked.user()), KeptRooms.FIELDS.copy()))
                .map(document -> new KeptRooms(document, clock.instant()))
                .compose(kept -> tidy(asked.user(), kept.needless()).map(kept.show(asked.limit())));
    }

    private Future<Void> tidy(UserId user, JsonObject needless) {
        if (needless.size() < FORGOTTEN_TOGETHER) {
            return Future.succeededFuture();
        }
        JsonObject update = new JsonObject().put("$unset", needless);
        return calls.call(() -> client.updateCollection(USERS, id(user), update))
                .<Void>mapEmpty()
                .recover(cause -> {
                    LOG.debug("rooms that {} left are not forgotten", user, cause);
                    return Future.succeededFuture();
                });
    }

    @Override
    public Future<Void> remember(UpdateUser what) {
        JsonObject newest = new JsonObject();
        JsonObject latest = new JsonObject();
        if (what.profile() != null) {
            newest.put("profile", write(what.profile()));
        }
        if (what.seenAt() != null) {
            latest.put("seenAt", what.seenAt().toEpochMilli());
        }
        if (what.validFrom() != null) {
            latest.put("validFrom", what.validFrom().toEpochMilli());
        }
        if (what.disabled() != null) {
            latest.put("decision", 2 * what.decidedAt().toEpochMilli() + (what.disabled() ? 1 : 0));
        }
        return update(what.user(), newest, latest);
    }

    private Future<Void> update(UserId user, JsonObject newest, JsonObject latest) {
        JsonObject update = new JsonObject();
        if (!newest.isEmpty()) {
            update.put("$set", newest);
        }
        if (!latest.isEmpty()) {
            update.put("$max", latest);
        }
        if (update.isEmpty()) {
            return Future.succeededFuture();
        }
        UpdateOptions upsert = new UpdateOptions().setUpsert(true);
        return calls.call(() -> client.updateCollectionWithOptions(USERS, id(user), update, upsert))
                .mapEmpty();
    }

    @Override
    public Future<List<UserRecord>> recall(Collection<UserId> users) {
        List<String> ids = users.stream().map(UserId::value).distinct().toList();
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(ids)));
        FindOptions options = new FindOptions().setLimit(ids.size()).setFields(KEPT.copy());
        return calls.call(() -> client.findWithOptions(USERS, query, options)).map(documents -> documents.stream()
                .filter(document -> KEPT.fieldNames().stream().anyMatch(document::containsKey))
                .map(MongoUserStore::person)
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

    private static UserRecord person(JsonObject document) {
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
