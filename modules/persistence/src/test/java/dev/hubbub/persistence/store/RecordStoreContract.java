// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of a store of records. */
public abstract class RecordStoreContract {
    private static final RecordKey KEY = new RecordKey("ann", "note", "7");
    private static final Map<String, Object> ONE = Map.of("n", 1);
    private static final Map<String, Object> TWO = Map.of("n", 2);

    protected abstract RecordStore records();

    private StoredRecord get() throws Exception {
        List<StoredRecord> found = records().get(List.of(KEY)).await(5, SECONDS);
        return found.isEmpty() ? null : found.get(0);
    }

    private boolean put(Long version, Map<String, Object> value) throws Exception {
        return records().put(new Put(KEY, version, value)).await(5, SECONDS);
    }

    private boolean delete(Long version) throws Exception {
        return records().delete(new Delete(KEY, version)).await(5, SECONDS);
    }

    private boolean raise(long rank, Map<String, Object> value) throws Exception {
        return records().raise(new Raise(KEY, rank, value)).await(5, SECONDS);
    }

    @Test
    void unknownRecordsAreNotThere() throws Exception {
        assertThat(records().get(List.of(KEY)).await(5, SECONDS)).isEmpty();
        assertThat(records().get(List.of()).await(5, SECONDS)).isEmpty();
    }

    @Test
    void everyWriteOfARecordRaisesItsVersion() throws Exception {
        assertThat(put(null, ONE)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 1, 0, ONE));
        assertThat(put(null, TWO)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 2, 0, TWO));
    }

    @Test
    void expectedVersionIsCompared() throws Exception {
        assertThat(put(0L, ONE)).isTrue();
        assertThat(put(0L, TWO)).isFalse();
        assertThat(put(2L, TWO)).isFalse();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 1, 0, ONE));
        assertThat(put(1L, TWO)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 2, 0, TWO));
    }

    @Test
    void recordThatIsNotThereHasNoVersion() throws Exception {
        assertThat(put(1L, ONE)).isFalse();
        assertThat(get()).isNull();
    }

    @Test
    void deletedRecordsAreGone() throws Exception {
        put(null, ONE);
        assertThat(delete(2L)).isFalse();
        assertThat(get()).isNotNull();
        assertThat(delete(1L)).isTrue();
        assertThat(get()).isNull();
        assertThat(delete(1L)).isFalse();
        assertThat(delete(null)).isTrue();
    }

    @Test
    void recordStoredAfterItWasDeletedStartsAgain() throws Exception {
        raise(5, ONE);
        assertThat(delete(null)).isTrue();
        assertThat(put(0L, TWO)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 1, 0, TWO));
    }

    @Test
    void rankOnlyRises() throws Exception {
        assertThat(raise(5, ONE)).isTrue();
        assertThat(raise(5, TWO)).isFalse();
        assertThat(raise(4, TWO)).isFalse();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 1, 5, ONE));
        assertThat(raise(6, TWO)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 2, 6, TWO));
    }

    @Test
    void recordThatWasPutCanBeRaised() throws Exception {
        put(null, ONE);
        assertThat(raise(1, TWO)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 2, 1, TWO));
    }

    @Test
    void putKeepsTheRank() throws Exception {
        raise(5, ONE);
        assertThat(put(1L, TWO)).isTrue();
        assertThat(put(null, ONE)).isTrue();
        assertThat(get()).isEqualTo(new StoredRecord(KEY, 3, 5, ONE));
        assertThat(raise(5, TWO)).isFalse();
    }

    @Test
    void ranksAreComparedToTheLastUnit() throws Exception {
        assertThat(raise(Long.MAX_VALUE - 1, ONE)).isTrue();
        assertThat(raise(Long.MAX_VALUE, TWO)).isTrue();
        assertThat(raise(Long.MAX_VALUE - 1, ONE)).isFalse();
        assertThat(get().rank()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void ofConcurrentPutsOfANewRecordOneSucceeds() throws Exception {
        assertThat(succeeded(20, i -> records().put(new Put(KEY, 0L, Map.of("n", i)))))
                .isEqualTo(1);
        assertThat(get().version()).isEqualTo(1);
    }

    @Test
    void ofConcurrentPutsOfOneVersionOneSucceeds() throws Exception {
        put(null, ONE);
        assertThat(succeeded(20, i -> records().put(new Put(KEY, 1L, Map.of("n", i)))))
                .isEqualTo(1);
        assertThat(get().version()).isEqualTo(2);
    }

    @Test
    void manyAreRaisedAtOnceWhereTheirRanksAreHigher() throws Exception {
        RecordKey other = new RecordKey("ann", "note", "8");
        raise(5, ONE);
        Map<RecordKey, StoredRecord> read = Map.of(KEY, get());
        raiseAll(List.of(new Raise(KEY, 6, TWO), new Raise(other, 3, ONE)), read);
        assertThat(records().get(List.of(KEY, other)).await(5, SECONDS))
                .containsExactlyInAnyOrder(new StoredRecord(KEY, 2, 6, TWO), new StoredRecord(other, 1, 3, ONE));

        // Another writer changes both after they were read: the one to a higher rank, the other to a lower one.
        raiseAll(List.of(new Raise(KEY, 5, ONE), new Raise(other, 4, TWO)), read);
        assertThat(records().get(List.of(KEY, other)).await(5, SECONDS))
                .containsExactlyInAnyOrder(new StoredRecord(KEY, 2, 6, TWO), new StoredRecord(other, 2, 4, TWO));
    }

    private void raiseAll(List<Raise> requests, Map<RecordKey, StoredRecord> read) throws Exception {
        records().raiseAll(requests, read).await(5, SECONDS);
    }

    @Test
    void ofConcurrentDeletesOfOneVersionOneSucceeds() throws Exception {
        put(null, ONE);
        assertThat(succeeded(20, i -> records().delete(new Delete(KEY, 1L)))).isEqualTo(1);
        assertThat(get()).isNull();
    }

    @Test
    void ofConcurrentRaisesTheHighestHolds() throws Exception {
        int raised = succeeded(20, i -> records().raise(new Raise(KEY, 1 + i * 7 % 20, Map.of("n", i * 7 % 20))));
        assertThat(get()).isEqualTo(new StoredRecord(KEY, raised, 20, Map.of("n", 19)));
    }

    @Test
    void ofConcurrentRaisesOfOneRankOneSucceeds() throws Exception {
        assertThat(succeeded(20, i -> records().raise(new Raise(KEY, 7, Map.of("n", i)))))
                .isEqualTo(1);
        assertThat(get().version()).isEqualTo(1);
    }

    @Test
    void concurrentPutsOfAnyVersionAreAllCounted() throws Exception {
        assertThat(succeeded(20, i -> records().put(new Put(KEY, null, Map.of("n", i)))))
                .isEqualTo(20);
        assertThat(get().version()).isEqualTo(20);
    }

    @Test
    void concurrentPutsAndRaisesLoseNoWrite() throws Exception {
        int writes = succeeded(
                20,
                i -> i % 2 == 0
                        ? records().put(new Put(KEY, null, Map.of("n", i)))
                        : records().raise(new Raise(KEY, i, Map.of("n", i))));
        assertThat(get().version()).isEqualTo(writes);
        assertThat(get().rank()).isEqualTo(19);
    }

    /** How many of the writes, all started at once, completed with true. */
    private static int succeeded(int writers, IntFunction<Future<Boolean>> write) throws Exception {
        List<Future<Boolean>> writes =
                IntStream.range(0, writers).mapToObj(write).toList();
        Future.all(writes).await(20, SECONDS);
        return (int) writes.stream().filter(Future::result).count();
    }

    @Test
    void manyAreReadAtOnce() throws Exception {
        List<RecordKey> keys = IntStream.range(0, 2_000)
                .mapToObj(i -> new RecordKey("room-" + i % 10, "cursor", "user-" + i))
                .toList();
        for (List<RecordKey> thousand : List.of(keys.subList(0, 1_000), keys.subList(1_000, 2_000))) {
            Future.all(thousand.stream()
                            .filter(key -> !key.key().endsWith("5"))
                            .map(key -> records().put(new Put(key, null, ONE)))
                            .toList())
                    .await(20, SECONDS);
        }
        assertThat(records().get(keys).await(5, SECONDS)).hasSize(1_800);
    }

    @Test
    void recordsOfAKindAreListedByKey() throws Exception {
        for (String key : List.of("b", "a", "c:1", "~", "C")) {
            records().put(new Put(new RecordKey("tea", "note", key), null, ONE)).await(5, SECONDS);
        }
        records().put(new Put(new RecordKey("tea", "other", "b"), null, TWO)).await(5, SECONDS);
        records().put(new Put(new RecordKey("tea2", "note", "b"), null, TWO)).await(5, SECONDS);

        assertThat(keys(new ListOf("tea", "note", null, null))).containsExactly("C", "a", "b", "c:1", "~");
        assertThat(keys(new ListOf("tea", "note", "a", 2))).containsExactly("b", "c:1");
        assertThat(keys(new ListOf("tea", "none", null, 1))).isEmpty();
    }

    private List<String> keys(ListOf asked) throws Exception {
        return records().list(asked).await(5, SECONDS).stream()
                .map(record -> record.key().key())
                .toList();
    }

    @Test
    void partsOfAKeyAreNotMixedUp() throws Exception {
        records().put(new Put(new RecordKey("a:b", "c", "d"), null, ONE)).await(5, SECONDS);
        records().put(new Put(new RecordKey("a", "b:c", "d"), null, TWO)).await(5, SECONDS);
        records().put(new Put(new RecordKey("$set", "$oid", "a.b"), null, TWO)).await(5, SECONDS);
        assertThat(records().get(List.of(new RecordKey("a:b", "c", "d"))).await(5, SECONDS))
                .singleElement()
                .extracting(StoredRecord::value)
                .isEqualTo(ONE);
    }

    @Test
    void valuesComeBackAsTheyWere() throws Exception {
        Map<String, Object> value = Map.of(
                "$where",
                "x",
                "a.b",
                1,
                "long",
                3_000_000_000L,
                "half",
                0.5,
                "list",
                List.of(1, "two", false),
                "in",
                Map.of("$date", "no date", "text", "\u0000 ü 👍"));
        put(null, value);
        assertThat(get().value()).isEqualTo(value);
        put(null, Map.of());
        assertThat(get().value()).isEmpty();
    }

    @Test
    void valuesDoNotChangeWithTheMapsThatWereStored() throws Exception {
        List<Object> list = new ArrayList<>(List.of(1));
        put(null, Map.of("list", list));
        list.add(2);
        assertThat(get().value()).isEqualTo(Map.of("list", List.of(1)));
    }
}
