// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.FailureAssertions.assertRefused;
import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.describe;
import static dev.hubbub.persistence.testing.TestRequests.join;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.remove;
import static dev.hubbub.persistence.testing.TestRequests.roomsOf;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.MessageLog.Append;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.testing.ControlledEntryStore;
import dev.hubbub.persistence.testing.ManualClock;
import dev.hubbub.persistence.testing.SlowEntryStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two nodes that write the same room, on a store. */
@ExtendWith(VertxExtension.class)
abstract class TwoWritersContract {
    private static final PersistenceConfig CONFIG = PersistenceConfig.inMemory();

    private final ManualClock clock = new ManualClock();
    private Store store;
    private TestWriter one;
    private TestWriter two;

    /** What the second call opens has the entries of the first. */
    abstract Store open(Vertx vertx) throws Exception;

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        store = ControlledEntryStore.wrap(open(vertx));
        one = new TestWriter(vertx, store, CONFIG, clock);
        two = new TestWriter(vertx, open(vertx), CONFIG, clock);
        one.append(newRoom(ROOM, "bob")).await(5, SECONDS);
        two.append(say(ROOM, "bob", "hello", 1)).await(5, SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        one.stop().await(5, SECONDS);
        two.stop().await(5, SECONDS);
    }

    private Map<Long, StoredEntry> storedEntries(int size) throws Exception {
        List<StoredEntry> all = new ArrayList<>();
        for (long from = 1; from <= size; from += 100) {
            all.addAll(store.entries()
                    .get(ROOM, LongStream.range(from, from + 100).boxed().toList())
                    .await(5, SECONDS));
        }
        return all.stream().collect(Collectors.toMap(StoredEntry::seq, Function.identity()));
    }

    @Test
    void numbersHaveNoGapAndMatchTheReplies() throws Exception {
        List<Append> requests = new ArrayList<>();
        List<Future<Appended>> replies = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Append request = say(ROOM, "bob", (i % 2 == 0 ? "one-" : "two-") + i, 1);
            requests.add(request);
            replies.add((i % 2 == 0 ? one : two).append(request));
            if (i % 20 == 19) {
                replies.get(i - 1).await(20, SECONDS); // many batches rather than two
            }
        }
        Future.all(replies).await(20, SECONDS);

        Map<Long, StoredEntry> entries = storedEntries(402);
        assertThat(entries).hasSize(402).containsKeys(1L, 402L);
        for (int i = 0; i < 400; i++) {
            Appended reply = replies.get(i).result();
            StoredEntry stored = entries.get(reply.seq());
            assertThat(stored.entry().clientId())
                    .isEqualTo(requests.get(i).entry().clientId());
            assertThat(stored.entry().at()).isEqualTo(reply.at());
        }
    }

    @Test
    void sameClientIdOnBothIsOneMessage() throws Exception {
        List<Future<Appended>> replies = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Append request = say(ROOM, "bob", "c" + i / 2, 1);
            replies.add((i % 2 == 0 ? one : two).append(request));
        }
        Future.all(replies).await(20, SECONDS);

        for (int i = 0; i < 40; i += 2) {
            assertThat(replies.get(i).result()).isEqualTo(replies.get(i + 1).result());
        }
        assertThat(storedEntries(100)).hasSize(22);
    }

    /** Each call of the store takes so long that a head is old once it is read. */
    @Test
    void secondWriterGetsInBesideAWriterWithoutPauses(Vertx vertx) throws Exception {
        AtomicInteger missing = new AtomicInteger();
        Store slow = SlowEntryStore.wrap(vertx, store);
        TestWriter busy = new TestWriter(vertx, slow, CONFIG, clock, new WriterBackoff(vertx, missing::get));
        TestWriter late = new TestWriter(vertx, slow, CONFIG, clock, new WriterBackoff(vertx, missing::get));
        late.append(say(ROOM, "bob", "first", 1)).await(20, SECONDS);
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<Void>> talks = IntStream.range(0, 4)
                .mapToObj(talk -> talk(busy, "talk-" + talk, 0, enough))
                .toList();

        await().until(() -> busy.published().size() > 20);
        missing.incrementAndGet(); // each misses the other
        List<Long> seqs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            seqs.add(late.append(say(ROOM, "bob", "late-" + i, 1))
                    .await(20, SECONDS)
                    .seq());
        }

        enough.set(true);
        Future.all(talks).await(20, SECONDS);
        assertThat(seqs).isSorted().doesNotHaveDuplicates();
        busy.stop().await(20, SECONDS);
        late.stop().await(20, SECONDS);
    }

    private static Future<Void> talk(TestWriter writer, String id, int number, AtomicBoolean enough) {
        return enough.get()
                ? Future.succeededFuture()
                : writer.append(say(ROOM, "bob", id + "-" + number, 1))
                        .compose(said -> talk(writer, id, number + 1, enough));
    }

    @Test
    void removalByTheOtherMakesAPendingMessageStale() throws Exception {
        Promise<Void> release = ControlledEntryStore.of(store).holdNext();
        Future<Appended> pending = one.append(say(ROOM, "bob", "late", 1));
        Future<Appended> behind = one.append(say(ROOM, "bob", "later", 1));
        two.append(remove(ROOM, "bob", 1)).await(5, SECONDS);

        release.complete();

        assertRefused(ErrorCode.STALE, pending);
        assertRefused(ErrorCode.STALE, behind);
        assertThat(storedEntries(100)).hasSize(3);
        assertThat(one.append(say(ROOM, "ann", "bye", 3)).await(5, SECONDS).seq())
                .isEqualTo(4);
    }

    @Test
    void roomCreatedByTheOtherAtTheSameTimeIsAConflict() throws Exception {
        RoomId other = new RoomId("other");
        Promise<Void> release = ControlledEntryStore.of(store).holdNext();
        Future<Appended> pending = one.append(newRoom(other));
        two.append(newRoom(other, "zoe")).await(5, SECONDS);

        release.complete();

        assertRefused(ErrorCode.CONFLICT, pending);
        assertThat(one.describe(describe(other)).await(5, SECONDS).size()).isEqualTo(2);
    }

    @Test
    void entryJudgedByTheMembershipOfTheOtherIsAccepted() throws Exception {
        one.append(say(ROOM, "ann", "warm", 1)).await(5, SECONDS);
        two.append(join(ROOM, "cyn", 1)).await(5, SECONDS);

        assertThat(one.append(say(ROOM, "cyn", "hi", 4)).await(5, SECONDS).seq())
                .isEqualTo(5);
        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).size()).isEqualTo(3);
    }

    @Test
    void describeIncludesEntriesAckedByTheOther() throws Exception {
        one.describe(describe(ROOM)).await(5, SECONDS);
        two.append(remove(ROOM, "bob", 1)).await(5, SECONDS);

        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).membership()).isEqualTo(3);
    }

    @Test
    void describeBehindAWriteIncludesEntriesAckedByTheOtherMeanwhile() throws Exception {
        one.append(say(ROOM, "ann", "warm", 1)).await(5, SECONDS);
        Promise<Void> release = ControlledEntryStore.of(store).holdNext();
        Future<Appended> pending = one.append(say(ROOM, "ann", "mine", 1));
        two.append(remove(ROOM, "bob", 1)).await(5, SECONDS);
        Future<MessageLog.Room> answer = one.describe(describe(ROOM));

        release.complete();

        assertThat(answer.await(5, SECONDS).membership()).isEqualTo(4);
        assertRefused(ErrorCode.STALE, pending);
    }

    @Test
    void clockThatIsSetBackStopsNoRoom() throws Exception {
        one.append(say(ROOM, "ann", "warm", 1)).await(5, SECONDS);
        Promise<Void> release = ControlledEntryStore.of(store).holdNext();
        one.append(say(ROOM, "ann", "next", 1));
        Future<MessageLog.Room> answer = one.describe(describe(ROOM));

        clock.advance(Duration.ofHours(-1));
        release.complete();

        assertThat(answer.await(5, SECONDS).head()).isEqualTo(4);
    }

    /** Stored by a node that dies before it publishes or replies: it has no listeners. */
    private Append storedByADyingNode() throws Exception {
        one.append(say(ROOM, "ann", "warm", 1)).await(5, SECONDS);
        Append request = say(ROOM, "bob", "last-words", 1);
        two.append(request).await(5, SECONDS);
        assertThat(one.published()).extracting(Entry::seq).doesNotContain(4L);
        return request;
    }

    @Test
    void unpublishedEntryOfTheOtherIsPublishedBeforeTheAck() throws Exception {
        Append request = storedByADyingNode();

        assertThat(one.append(request).await(5, SECONDS).seq()).isEqualTo(4);

        assertThat(one.published()).last().satisfies(entry -> {
            assertThat(entry.seq()).isEqualTo(4);
            assertThat(entry.fields()).isEqualTo(request.entry().fields());
        });
    }

    @Test
    void entryThatCannotBePublishedIsNotAckedAndPublishedLater() throws Exception {
        Append request = storedByADyingNode();
        ControlledEntryStore.of(store).failNextGet();
        assertRefused(ErrorCode.UNAVAILABLE, one.append(request));

        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).head()).isEqualTo(4);

        assertThat(one.published()).extracting(Entry::seq).endsWith(4L);
        assertThat(one.append(request).await(5, SECONDS).seq()).isEqualTo(4);
    }

    @Test
    void newHeadFoundInTheLogIsPublished() throws Exception {
        storedByADyingNode();
        clock.advance(Duration.ofMillis(1_001));

        assertThat(one.describe(describe(ROOM)).await(5, SECONDS).head()).isEqualTo(4);

        assertThat(one.published()).extracting(Entry::seq).endsWith(4L);
    }

    @Test
    void unchangedHeadIsNotPublishedAgain() throws Exception {
        one.append(say(ROOM, "ann", "warm", 1)).await(5, SECONDS);
        List<Entry> before = List.copyOf(one.published());
        clock.advance(Duration.ofMillis(1_001));

        one.describe(describe(ROOM)).await(5, SECONDS);

        assertThat(one.published()).isEqualTo(before);
    }

    @Test
    void projectionsHoldTheChangesOfBoth() throws Exception {
        one.append(join(ROOM, "cyn", 1)).await(5, SECONDS);
        two.append(remove(ROOM, "cyn", 3)).await(5, SECONDS);
        one.append(join(ROOM, "cyn", 4)).await(5, SECONDS);
        one.stop().await(5, SECONDS);
        two.stop().await(5, SECONDS);

        assertThat(roomsOf(store.userRooms(), "cyn").await(5, SECONDS)).containsExactly(ROOM);
        assertThat(store.rooms().find(ROOM).await(5, SECONDS).head()).isEqualTo(5);
    }
}
