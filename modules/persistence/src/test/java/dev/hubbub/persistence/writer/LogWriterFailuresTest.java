// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The writer when the store fails or is slow, or requests exceed the limits. */
@ExtendWith(VertxExtension.class)
final class LogWriterFailuresTest {
    private final Store store = ControlledEntryStore.inMemory();
    private final ControlledEntryStore entryStore = ControlledEntryStore.of(store);
    private final ManualClock clock = new ManualClock();
    private TestWriter writer;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        writer = new TestWriter(vertx, store, new PersistenceConfig(null, null, 20, 2, 0), clock);
        writer.append(newRoom(ROOM)).await(5, SECONDS);
    }

    private List<Future<Appended>> sayAll(int from, int to) throws Exception {
        return writer.on(() -> Future.succeededFuture(IntStream.rangeClosed(from, to)
                        .mapToObj(i -> writer.appendNow(say(ROOM, "ann", "c" + i, 1)))
                        .toList()))
                .await(5, SECONDS);
    }

    private List<Long> seqs() throws Exception {
        return store.entries()
                .get(ROOM, LongStream.rangeClosed(1, 100).boxed().toList())
                .map(all -> all.stream().map(StoredEntry::seq).toList())
                .await(5, SECONDS);
    }

    @Test
    void requestsDuringAWriteShareTheNextBatch() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        List<Future<Appended>> sent = sayAll(1, 10);
        release.complete();
        Future.all(sent).await(5, SECONDS);

        assertThat(entryStore.batches()).containsExactly(1, 1, 9);
    }

    @Test
    void retryAfterAFailedBatchLeavesNoGap() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        Future<Appended> first = writer.append(say(ROOM, "ann", "c0", 1));
        List<Future<Appended>> sent = sayAll(1, 5);
        entryStore.failNextAfter(3);
        release.complete();
        first.await(5, SECONDS);
        sent.forEach(reply -> assertRefused(ErrorCode.UNAVAILABLE, reply));

        List<Future<Appended>> again = sayAll(1, 6);
        Future.all(again).await(5, SECONDS);

        assertThat(again).extracting(reply -> reply.result().seq()).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void requestsBehindAFailedBatchAreStored() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        Future<Appended> first = writer.append(say(ROOM, "ann", "c0", 1));
        List<Future<Appended>> sent = sayAll(1, 5);
        release.fail(new HubException(ErrorCode.UNAVAILABLE, "broken"));

        assertRefused(ErrorCode.UNAVAILABLE, first);
        Future.all(sent).await(5, SECONDS);
        assertThat(sent).extracting(reply -> reply.result().seq()).containsExactly(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void entryStoredByAFailedBatchIsPublishedLater() throws Exception {
        entryStore.failNextAfter(1);
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(say(ROOM, "ann", "c1", 1)));
        assertThat(writer.published()).extracting(Entry::seq).doesNotContain(2L);

        assertThat(writer.append(say(ROOM, "ann", "c1", 1)).await(5, SECONDS).seq())
                .isEqualTo(2);

        assertThat(writer.published()).extracting(Entry::seq).endsWith(2L);
    }

    @Test
    void unreachableStoreIsUnavailableUntilItIsBack() throws Exception {
        entryStore.unreachable(true);
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(say(ROOM, "ann", "c1", 1)));
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(say(ROOM, "ann", "c1", 1)));
        assertRefused(ErrorCode.UNAVAILABLE, writer.describe(describe(ROOM)));
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(newRoom(new RoomId("other"))));

        entryStore.unreachable(false);

        assertThat(writer.append(say(ROOM, "ann", "c1", 1)).await(5, SECONDS).seq())
                .isEqualTo(2);
    }

    @Test
    void numberThatIsTakenButNotReadableFailsInTheEnd() throws Exception {
        entryStore.alwaysTaken(true);
        assertRefused(ErrorCode.UNAVAILABLE, writer.append(say(ROOM, "ann", "c1", 1)));

        entryStore.alwaysTaken(false);

        assertThat(writer.append(say(ROOM, "ann", "c1", 1)).await(5, SECONDS).seq())
                .isEqualTo(2);
    }

    @Test
    void requestsAboveMaxPendingAreTooMany() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        List<Future<Appended>> sent = sayAll(1, 20);

        assertRefused(ErrorCode.TOO_MANY, writer.append(say(ROOM, "ann", "c21", 1)));
        assertRefused(ErrorCode.TOO_MANY, writer.describe(describe(ROOM)));

        release.complete();
        Future.all(sent).await(5, SECONDS);
        assertThat(writer.append(say(ROOM, "ann", "c21", 1)).await(5, SECONDS).seq())
                .isEqualTo(22);
    }

    @Test
    void longTextsAreBoundedByMaxPendingBytes(Vertx vertx) throws Exception {
        PersistenceConfig tight =
                new PersistenceConfig(null, null, null, 0, 1_048_576, 0, 0, 0, 0, null, null, 0, true);
        TestWriter other = new TestWriter(vertx, store, tight, clock);
        Promise<Void> release = entryStore.holdNext();
        String large = "x".repeat(200_000); // 400,000 bytes
        Future<Appended> first = other.append(say(ROOM, "ann", "c1", large, 1));
        Future<Appended> second = other.append(say(ROOM, "ann", "c2", large, 1));

        assertRefused(
                ErrorCode.TOO_MANY,
                "busy: too much waits for the store; retry after 1 s",
                other.append(say(ROOM, "ann", "c3", large, 1)));
        Future<Appended> small = other.append(say(ROOM, "ann", "c4", 1));

        release.complete();
        Future.all(first, second, small).await(5, SECONDS);
        assertThat(other.append(say(ROOM, "ann", "c3", large, 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(5);
    }

    /** Messages c1 to c3, numbered 3 to 5, have an unknown outcome. The result stores them late. */
    private Runnable failThreeWithUnknownOutcome() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        Future<Appended> first = writer.append(say(ROOM, "ann", "c0", 1));
        List<Future<Appended>> sent = sayAll(1, 3);
        Runnable storeLate = entryStore.failNextAndStoreLate();
        release.complete();
        first.await(5, SECONDS);
        sent.forEach(reply -> assertRefused(ErrorCode.UNAVAILABLE, reply));
        return storeLate;
    }

    @Test
    void lateWriteAfterNewEntriesLeavesNoGapAndNoDuplicate() throws Exception {
        Runnable storeLate = failThreeWithUnknownOutcome();
        List<Future<Appended>> others = sayAll(4, 5);
        Future.all(others).await(5, SECONDS);

        storeLate.run();
        List<Future<Appended>> again = sayAll(1, 6);
        Future.all(again).await(5, SECONDS);

        assertThat(others).extracting(reply -> reply.result().seq()).containsExactly(3L, 4L);
        assertThat(again).extracting(reply -> reply.result().seq()).containsExactly(5L, 6L, 7L, 3L, 4L, 8L);
        assertThat(seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void lateWriteBeforeTheRetryLeavesNoDuplicate() throws Exception {
        Runnable storeLate = failThreeWithUnknownOutcome();

        storeLate.run();
        List<Future<Appended>> again = sayAll(1, 4);
        Future.all(again).await(5, SECONDS);

        assertThat(again).extracting(reply -> reply.result().seq()).containsExactly(3L, 4L, 5L, 6L);
        assertThat(seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void lateWriteBetweenAReadAndTheNextWriteTakesItsNumbers() throws Exception {
        Runnable storeLate = failThreeWithUnknownOutcome();
        Promise<Void> release = entryStore.holdNext();
        List<Future<Appended>> others = sayAll(4, 5); // the first is numbered 3: the log ends at 2

        storeLate.run();
        release.complete();
        Future.all(others).await(5, SECONDS);

        assertThat(others).extracting(reply -> reply.result().seq()).containsExactly(6L, 7L);
        assertThat(seqs()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(writer.published()).extracting(Entry::seq).contains(5L, 6L, 7L);
    }

    @Test
    void stopAnswersPendingRequestsAndRefusesNewOnes() throws Exception {
        Promise<Void> release = entryStore.holdNext();
        List<Future<Appended>> sent = sayAll(1, 5);
        Future<Void> stopped = writer.stop();
        assertRefused(ErrorCode.UNAVAILABLE, "stopping", writer.append(say(ROOM, "ann", "c6", 1)));
        assertThat(stopped.isComplete()).isFalse();

        release.complete();
        stopped.await(5, SECONDS);

        assertThat(sent).allMatch(Future::succeeded);
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).head()).isEqualTo(6);
    }

    @Test
    void timeNeverGoesBackInARoomAndIsInMilliseconds() throws Exception {
        Instant first =
                writer.append(say(ROOM, "ann", "c1", 1)).await(5, SECONDS).at();
        clock.advance(Duration.ofSeconds(-10));
        Instant second =
                writer.append(say(ROOM, "ann", "c2", 1)).await(5, SECONDS).at();

        assertThat(first).isEqualTo(Instant.parse("2030-01-02T03:04:05.678Z"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void idleRoomsAreEvictedAndLoadedAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            RoomId room = new RoomId("room-" + i);
            writer.append(newRoom(room)).await(5, SECONDS);
            writer.append(say(room, "ann", "c1", 1)).await(5, SECONDS);
        }
        int before = entryStore.queries();

        assertThat(store.rooms().find(new RoomId("room-0")).await(5, SECONDS).head())
                .isEqualTo(2);
        assertThat(writer.append(say(new RoomId("room-4"), "ann", "c2", 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(3);
        assertThat(entryStore.queries()).isEqualTo(before);
        assertThat(writer.append(say(new RoomId("room-0"), "ann", "c2", 1))
                        .await(5, SECONDS)
                        .seq())
                .isEqualTo(3);
        assertThat(entryStore.queries()).isGreaterThan(before);
    }
}
