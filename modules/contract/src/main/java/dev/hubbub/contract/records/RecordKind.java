// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.records;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of record with the type of its value. A new kind needs nothing else.
 *
 * @param name 1 to 32 printable ASCII characters
 * @param <V> the value
 */
public record RecordKind<V extends Record>(String name, Class<V> type) {
    public RecordKind {
        RecordKey.checkKind(name);
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

    /** The value of a record of this kind. Fails when it is not of this type: another program stored it. */
    public V read(StoredRecord stored) {
        try {
            return Json.read(stored.json(), type);
        } catch (HubException e) { // not the fault of the caller of the request that needs the value
            throw new IllegalStateException("value of " + stored.key() + ": " + e.getMessage(), e);
        }
    }

    /** The value of a record of this kind, if it is of this type: for values that may be left out. */
    public Optional<V> readIfValid(StoredRecord stored) {
        try {
            return Optional.of(Json.read(stored.json(), type));
        } catch (HubException e) {
            return Optional.empty();
        }
    }

    /** A request that stores a value, whatever was stored before. */
    public Records.Put put(RecordKey key, V value) {
        return new Records.Put(key, null, map(value));
    }

    /** A request that stores a value if the record has this version; 0: if there is no record. */
    public Records.Put put(RecordKey key, long version, V value) {
        return new Records.Put(key, version, map(value));
    }

    /** A request that stores a value if its rank is higher than that of the record. */
    public Records.Raise raise(RecordKey key, long rank, V value) {
        return new Records.Raise(key, rank, map(value));
    }

    private Map<String, Object> map(V value) {
        return Json.write(value).getMap();
    }
}
