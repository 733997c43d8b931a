// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Stores small versioned records of any kind. Each write of a record is atomic, whatever other writers do at the same
 * time, also on other nodes. The implementer never blocks the caller, and fails with UNAVAILABLE when the store is
 * unreachable.
 */
public interface RecordStore {

    /** The records that exist, in no particular order. At most 2,000 keys. */
    Future<List<StoredRecord>> get(Collection<RecordKey> keys);

    /** The records of one kind in a scope, ordered by the characters of the key. */
    Future<List<StoredRecord>> list(ListOf request);

    /** Stores a value, and keeps the rank. Completes with false when the record has another version than expected. */
    Future<Boolean> put(Put request);

    /** Stores a value with its rank. Completes with false when the rank is not higher than that of the record. */
    Future<Boolean> raise(Raise request);

    /**
     * Stores values with their ranks, each as {@link #raise} does, in any order.
     *
     * @param read the records as they were read before; those that have not changed since are written with few steps
     */
    default Future<Void> raiseAll(Collection<Raise> requests, Map<RecordKey, StoredRecord> read) {
        return Future.all(requests.stream().map(this::raise).toList()).mapEmpty();
    }

    /** Deletes a record. Completes with false when it has another version than expected. */
    Future<Boolean> delete(Delete request);
}
