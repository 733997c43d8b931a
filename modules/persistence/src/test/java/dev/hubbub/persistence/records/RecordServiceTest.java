// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.records;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.Records.Delete;
import dev.hubbub.contract.records.Records.ListOf;
import dev.hubbub.contract.records.Records.Put;
import dev.hubbub.contract.records.Records.Raise;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.persistence.store.RecordStore;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How much one reply carries. */
final class RecordServiceTest {
    private static final RecordKey KEY = new RecordKey("ann", "note", "7");
    private static final int LARGEST = Records.MAX_REPLY / Records.MAX_BYTES;

    /** Finds one record again and again. */
    private record SameRecord(int times, int characters) implements RecordStore {
        private Future<List<StoredRecord>> found() {
            StoredRecord one = new StoredRecord(KEY, 1, 0, Map.of("text", "x".repeat(characters)));
            return Future.succeededFuture(Collections.nCopies(times, one));
        }

        @Override
        public Future<List<StoredRecord>> get(Collection<RecordKey> keys) {
            return found();
        }

        @Override
        public Future<List<StoredRecord>> list(ListOf request) {
            return found();
        }

        @Override
        public Future<Boolean> put(Put request) {
            throw new AssertionError("only reads");
        }

        @Override
        public Future<Boolean> raise(Raise request) {
            throw new AssertionError("only reads");
        }

        @Override
        public Future<Boolean> delete(Delete request) {
            throw new AssertionError("only reads");
        }
    }

    private static Records.Found get(int times, int characters) throws Exception {
        return new RecordService(new SameRecord(times, characters))
                .get(new Records.Get(List.of(KEY)))
                .await(5, SECONDS);
    }

    private static Records.Found list(int times, int characters) throws Exception {
        return new RecordService(new SameRecord(times, characters))
                .list(new ListOf("ann", "note", null, null))
                .await(5, SECONDS);
    }

    @Test
    void asManySmallRecordsAsMayBeAskedForFitIntoOneReply() throws Exception {
        assertThat(get(Records.MAX_KEYS, 100).records()).hasSize(Records.MAX_KEYS);
        Records.Found page = list(Records.MAX_RECORDS, 1_000);
        assertThat(page.records()).hasSize(Records.MAX_RECORDS);
        assertThat(page.more()).isNull();
        assertThat(list(0, 1)).isEqualTo(new Records.Found(List.of()));
    }

    @Test
    void replyOfLargeRecordsIsRefusedAndTheirPageEndsEarly() throws Exception {
        assertThat(get(LARGEST, Records.MAX_BYTES - 20).records()).hasSize(LARGEST);
        assertThatThrownBy(() -> get(LARGEST + 10, Records.MAX_BYTES - 20))
                .hasMessageStartingWith("TOO_LARGE: records: more than 16777216 characters");
        Records.Found page = list(Records.MAX_RECORDS, Records.MAX_BYTES - 20);
        assertThat(page.records()).hasSize(Records.MAX_PAGE / Records.MAX_BYTES);
        assertThat(page.more()).isTrue();
    }
}
