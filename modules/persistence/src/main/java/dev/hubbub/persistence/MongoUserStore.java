// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.Log.Person;
import dev.hubbub.contract.Log.Remember;
import dev.hubbub.contract.Profile;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What is kept of users, as a MongoDB collection with one document for each.
 *
 * <p>{@code rooms} maps a room to {@code 2 * seq} of the newest change, plus 1 when that made the user a member. So
 * {@code $max} alone makes the newest change win, in whatever order writers come.
 */
final class MongoUserStore implements UserStore {
    private static final String USERS = "users";
    private static final JsonObject KEPT = new JsonObject()
            .put("profile", 1)
            .put("seenAt", 1)
            .put("validFrom", 1)
            .put("disabled", 1);

    private final MongoClient client;
    private final StoreCalls calls;

    MongoUserStore(MongoClient client, StoreCalls calls) {
        this.client = client;
        this.calls = calls;
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
        long newest = 2 * change.seq() + (change.member() ? 1 : 0);
        JsonObject room = new JsonObject().put("rooms." + change.room().value(), newest);
        return BulkOperation.createUpdate(id(change.user()), new JsonObject().put("$max", room), true, false);
    }

    @Override
    public Future<List<RoomId>> rooms(UserId user) {
        return calls.call(() -> client.findOne(USERS, id(user), new JsonObject().put("rooms", 1)))
                .map(document -> document == null ? List.of() : rooms(document.getJsonObject("rooms")));
    }

    private static List<RoomId> rooms(JsonObject newest) {
        return newest == null
                ? List.of()
                : newest.getMap().entrySet().stream()
                        .filter(MongoUserStore::isMember)
                        .map(room -> new RoomId(room.getKey()))
                        .toList();
    }

    private static boolean isMember(Map.Entry<String, Object> newest) {
        return ((Number) newest.getValue()).longValue() % 2 == 1;
    }

    @Override
    public Future<Void> remember(Remember what) {
        JsonObject newest = new JsonObject();
        JsonObject latest = new JsonObject();
        if (what.profile() != null) {
            newest.put("profile", write(what.profile()));
        }
        if (what.disabled() != null) {
            newest.put("disabled", what.disabled());
        }
        if (what.seenAt() != null) {
            latest.put("seenAt", what.seenAt().toEpochMilli());
        }
        if (what.validFrom() != null) {
            latest.put("validFrom", what.validFrom().toEpochMilli());
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
    public Future<List<Person>> recall(Collection<UserId> users) {
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

    private static Person person(JsonObject document) {
        JsonObject profile = document.getJsonObject("profile");
        return new Person(
                new UserId(document.getString("_id")),
                profile == null
                        ? null
                        : new Profile(
                                profile.getString("name"), profile.getString("picture"), profile.getString("role")),
                time(document, "seenAt"),
                time(document, "validFrom"),
                document.getBoolean("disabled"));
    }

    private static Instant time(JsonObject document, String field) {
        Long millis = document.getLong(field);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
