// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store.memory;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records in memory. A value is kept as JSON text, as in other stores, so that no later change reaches it. */
final class MemoryRecordStore implements RecordStore {
    private static final Comparator<RecordKey> ORDER = Comparator.comparing(RecordKey::scope)
            .thenComparing(RecordKey::kind)
            .thenComparing(RecordKey::key);

    /** No key is smaller. */
    private static final String FIRST = "!";

    private static final Value NONE = new Value(0, 0, "");

    private final NavigableMap<RecordKey, Value> records = new TreeMap<>(ORDER);

    private record Value(long version, long rank, String json) {
        private StoredRecord read(RecordKey key) {
            return new StoredRecord(key, version, rank, new JsonObject(json).getMap());
        }
    }

    @Override
    public synchronized Future<List<StoredRecord>> get(Collection<RecordKey> keys) {
        return Future.succeededFuture(keys.stream()
                .distinct()
                .flatMap(key -> Stream.ofNullable(records.get(key)).map(value -> value.read(key)))
                .toList());
    }

    @Override
    public synchronized Future<List<StoredRecord>> list(ListOf request) {
        String after = request.after();
        RecordKey from = new RecordKey(request.scope(), request.kind(), after == null ? FIRST : after);
        return Future.succeededFuture(records.tailMap(from, after == null).entrySet().stream()
                .takeWhile(each -> each.getKey().scope().equals(request.scope())
                        && each.getKey().kind().equals(request.kind()))
                .limit(request.limit())
                .map(each -> each.getValue().read(each.getKey()))
                .toList());
    }

    @Override
    public synchronized Future<Boolean> put(Put request) {
        Value old = records.getOrDefault(request.key(), NONE);
        if (isOther(old, request.version())) {
            return Future.succeededFuture(false);
        }
        return Future.succeededFuture(store(request.key(), old, old.rank(), request.value()));
    }

    @Override
    public synchronized Future<Boolean> raise(Raise request) {
        Value old = records.getOrDefault(request.key(), NONE);
        return Future.succeededFuture(
                old.rank() < request.rank() && store(request.key(), old, request.rank(), request.value()));
    }

    private boolean store(RecordKey key, Value old, long rank, Map<String, Object> value) {
        records.put(key, new Value(old.version() + 1, rank, new JsonObject(value).encode()));
        return true;
    }

    @Override
    public synchronized Future<Boolean> delete(Delete request) {
        if (isOther(records.getOrDefault(request.key(), NONE), request.version())) {
            return Future.succeededFuture(false);
        }
        records.remove(request.key());
        return Future.succeededFuture(true);
    }

    private static boolean isOther(Value old, @Nullable Long expectedVersion) {
        return expectedVersion != null && expectedVersion != old.version();
    }
}
