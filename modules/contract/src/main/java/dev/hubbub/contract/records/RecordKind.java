// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import dev.hubbub.contract.json.Json;
import java.util.Objects;

/**
 * A kind of record with the type of its value: all that a new kind needs.
 *
 * @param <V> the value
 */
public record RecordKind<V extends Record>(String name, Class<V> type) {
    public RecordKind {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** The key of the only record of this kind in a scope. */
    public RecordKey key(String scope) {
        return new RecordKey(scope, name, RecordKey.ONE);
    }

    /** The key of one record of this kind in a scope. */
    public RecordKey key(String scope, String key) {
        return new RecordKey(scope, name, key);
    }

    /** Whether the record is of this kind. */
    public boolean is(StoredRecord stored) {
        return stored.key().kind().equals(name);
    }

    /** The value of a record of this kind. */
    public V read(StoredRecord stored) {
        return Json.read(stored.json(), type);
    }

    /** A request that stores a value whatever was there. */
    public Records.Put put(RecordKey key, V value) {
        return new Records.Put(key, null, Json.write(value).getMap());
    }

    /** A request that stores a value unless one of a higher rank is there. */
    public Records.Raise raise(RecordKey key, long rank, V value) {
        return new Records.Raise(key, rank, Json.write(value).getMap());
    }
}
