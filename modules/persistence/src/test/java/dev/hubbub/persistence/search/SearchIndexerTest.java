// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.store.search.Candidates;
import dev.hubbub.persistence.store.search.IndexUpdate;
import dev.hubbub.persistence.store.search.SearchCriteria;
import dev.hubbub.persistence.store.search.SearchStore;
import dev.hubbub.persistence.testing.TestRequests;
import dev.hubbub.persistence.writer.TestEntries;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchIndexerTest {
    private static final RoomId TEA = new RoomId("tea");
    private static final RoomId JAM = new RoomId("jam");

    private final Store memory = MemoryStore.create();
    private final List<IndexUpdate> updates = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private boolean isDown;
    private long nanos;
    private long nanosOfWrite;
    private int callsOfOthers;
    private final SearchIndexer indexer = new SearchIndexer(store(), this::later, () -> nanos);

    private void later(long millis, Runnable task) {
        pauses.add(millis);
        tasks.add(task);
    }

    private Store store() {
        return new Store(
                memory.entries(),
                memory.rooms(),
                memory.userRooms(),
                memory.members(),
                memory.records(),
                new Recording(),
                () -> callsOfOthers,
                memory::close);
    }

    private final class Recording implements SearchStore {
        @Override
        public Future<Void> write(IndexUpdate update) {
            nanos += nanosOfWrite;
            if (isDown) {
                return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "test"));
            }
            updates.add(update);
            return memory.search().write(update);
        }

        @Override
        public Future<Map<RoomId, Long>> indexed(Collection<RoomId> rooms) {
            return memory.search().indexed(rooms);
        }

        @Override
        public Future<Candidates> find(SearchCriteria criteria) {
            return memory.search().find(criteria);
        }
    }

    private void say(RoomId room, int messages) {
        List<StoredEntry> entries = new ArrayList<>();
        for (long seq = 1; seq <= messages; seq++) {
            Instant at = Instant.ofEpochSecond(seq);
            entries.add(
                    TestEntries.next(TestRequests.say(room, "ann", "c" + seq, 1), new EntryHeader(seq - 1, 1, at), at));
        }
        memory.entries().append(entries);
        indexer.settled(room, messages);
    }

    /** Runs what is due next. */
    private void runNext() {
        tasks.remove(0).run();
    }

    private long indexed(RoomId room) {
        return memory.search().indexed(List.of(room)).result().getOrDefault(room, 0L);
    }

    @Test
    void whatComesWithinAMomentIsWrittenTogether() {
        say(TEA, 3);
        say(JAM, 2);
        assertThat(pauses).containsExactly(50L);
        runNext();

        assertThat(updates).hasSize(1);
        assertThat(updates.get(0).messages()).hasSize(5);
        assertThat(updates.get(0).indexed()).isEqualTo(Map.of(TEA, 3L, JAM, 2L));
        assertThat(indexer.waiting()).isZero();
        assertThat(indexer.indexed()).isEqualTo(5);
        indexer.settled(TEA, 3);
        assertThat(tasks).as("nothing new").isEmpty();
    }

    @Test
    void aRoomWithManyMessagesHoldsNoOtherUp() {
        say(TEA, 250);
        say(JAM, 1);
        nanosOfWrite = 20_000_000;
        callsOfOthers = 1;
        runNext();

        assertThat(indexed(TEA)).isEqualTo(100);
        assertThat(indexed(JAM)).isEqualTo(1);
        assertThat(pauses).as("the store is left to others for twice as long").containsExactly(50L, 40L);
        callsOfOthers = 0;
        runNext();
        assertThat(pauses).as("no others use it").containsExactly(50L, 40L, 1L);
        runNext();
        assertThat(indexed(TEA)).isEqualTo(250);
        assertThat(tasks).isEmpty();
    }

    @Test
    void failedWritesAreRepeatedLaterAndLater() {
        isDown = true;
        say(TEA, 1);
        for (int i = 0; i < 7; i++) {
            runNext();
        }
        assertThat(pauses).containsExactly(50L, 1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
        assertThat(indexer.failures()).isEqualTo(7);
        isDown = false;
        runNext();
        assertThat(indexed(TEA)).isEqualTo(1);
        assertThat(indexer.waiting()).isZero();
    }

    @Test
    void readsOnFromWhatIsStoredAsIndexed() {
        memory.search().write(new IndexUpdate(List.of(), Map.of(TEA, 4L)));
        say(TEA, 6);
        runNext();

        assertThat(updates.get(0).messages())
                .extracting(message -> message.id().seq())
                .containsExactly(5L, 6L);
    }

    @Test
    void afterTheStopNothingIsWritten() {
        say(TEA, 1);
        assertThat(indexer.stop().succeeded()).isTrue();
        runNext();
        indexer.settled(JAM, 1);

        assertThat(updates).isEmpty();
        assertThat(tasks).isEmpty();
    }
}
