// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.mongo;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.StoredRecord;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * A record as a document of {@code records}. The {@code _id} is the three parts of the key with a space between, which
 * none of them can hold. The value is JSON text, so that no part of it is a field name or an operator for the server.
 */
final class RecordDocument {
    static String id(RecordKey key) {
        return key.scope() + ' ' + key.kind() + ' ' + key.key();
    }

    static JsonObject byId(RecordKey key) {
        return new JsonObject().put("_id", id(key));
    }

    /** Exactly the fields of the unique index. */
    static JsonObject byVersion(RecordKey key, long version) {
        return parts(key).put("version", version);
    }

    /** The first version of a record. */
    static JsonObject write(RecordKey key, long rank, Map<String, Object> value) {
        return byVersion(key, 1).put("_id", id(key)).put("rank", rank).put("value", encode(value));
    }

    /** What a new record has beside its value and version. */
    static JsonObject unranked(RecordKey key) {
        return parts(key).put("rank", 0L);
    }

    /** The next version with another value. */
    static JsonObject update(Map<String, Object> value) {
        return nextVersion(new JsonObject().put("value", encode(value)));
    }

    /** The next version with another value and rank. */
    static JsonObject update(long rank, Map<String, Object> value) {
        return nextVersion(new JsonObject().put("value", encode(value)).put("rank", rank));
    }

    private static JsonObject nextVersion(JsonObject fields) {
        return new JsonObject().put("$set", fields).put("$inc", new JsonObject().put("version", 1L));
    }

    static StoredRecord read(JsonObject document) {
        RecordKey key =
                new RecordKey(document.getString("scope"), document.getString("kind"), document.getString("key"));
        Map<String, Object> value = new JsonObject(document.getString("value")).getMap();
        return new StoredRecord(key, document.getLong("version"), document.getLong("rank"), value);
    }

    private static JsonObject parts(RecordKey key) {
        return new JsonObject()
                .put("scope", key.scope())
                .put("kind", key.kind())
                .put("key", key.key());
    }

    private static String encode(Map<String, Object> value) {
        return new JsonObject(value).encode();
    }

    private RecordDocument() {}
}
