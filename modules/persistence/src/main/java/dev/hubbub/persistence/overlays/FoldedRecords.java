// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.overlays;

import dev.hubbub.contract.messages.Overlays;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records of a room that a fold reads and changes. The rank of a record is the seq of the newest entry that changed it. So an
 * entry that is folded again changes nothing, and of two writers that fold the same log the later state stays.
 */
final class FoldedRecords {
    private final Map<RecordKey, StoredRecord> read;
    private final Map<RecordKey, Change<?>> changes = new LinkedHashMap<>();

    /** @param value null: the record is deleted */
    private record Change<V extends Record>(RecordKind<V> kind, RecordKey key, long rank, @Nullable V value) {
        Raise raise() {
            return kind.raise(key, rank, Objects.requireNonNull(value));
        }
    }

    private FoldedRecords(List<StoredRecord> read) {
        this.read = read.stream().collect(Collectors.toMap(StoredRecord::key, record -> record));
    }

    static Future<FoldedRecords> read(RecordStore store, List<RecordKey> keys) {
        return keys.isEmpty()
                ? Future.succeededFuture(new FoldedRecords(List.of()))
                : store.get(keys).map(FoldedRecords::new);
    }

    /** The seq of the newest entry in a record; 0: none. */
    long rank(RecordKey key) {
        Change<?> change = changes.get(key);
        if (change != null) {
            return change.rank();
        }
        StoredRecord stored = read.get(key);
        return stored == null ? 0 : stored.rank();
    }

    /** The value of a record, as it is changed; empty: there is none. */
    <V extends Record> Optional<V> get(RecordKind<V> kind, RecordKey key) {
        Change<?> change = changes.get(key);
        if (change != null) {
            return Optional.ofNullable(change.value()).map(kind.type()::cast);
        }
        return Optional.ofNullable(read.get(key)).flatMap(kind::readIfValid);
    }

    /** Changes a record, by the entry with this seq. */
    <V extends Record> void put(RecordKind<V> kind, RecordKey key, long seq, V value) {
        changes.put(key, new Change<>(kind, key, seq, value));
    }

    /** Deletes a record that was read. */
    <V extends Record> void delete(RecordKind<V> kind, RecordKey key, long seq) {
        if (read.containsKey(key) || changes.containsKey(key)) {
            changes.put(key, new Change<V>(kind, key, seq, null));
        }
    }

    /**
     * Writes what is changed: first what says that an entry has an effect, then the rest. A fold that ends in between finds the
     * first when it is repeated.
     */
    Future<Void> write(RecordStore store) {
        Predicate<Change<?>> first = change ->
                change.kind().equals(Overlays.OVERLAY) || change.kind().equals(Overlays.THREAD);
        return write(store, first).compose(written -> write(store, first.negate()));
    }

    private Future<Void> write(RecordStore store, Predicate<Change<?>> which) {
        List<Raise> raised = new ArrayList<>();
        List<Future<?>> writes = new ArrayList<>();
        for (Change<?> change : changes.values()) {
            StoredRecord stored = read.get(change.key());
            if (!which.test(change)) {
                continue;
            }
            if (change.value() != null) {
                raised.add(change.raise());
            } else if (stored != null) {
                writes.add(store.delete(new Delete(change.key(), stored.version())));
            }
        }
        if (!raised.isEmpty()) {
            writes.add(store.raiseAll(raised, read));
        }
        return Future.all(writes).mapEmpty();
    }
}
