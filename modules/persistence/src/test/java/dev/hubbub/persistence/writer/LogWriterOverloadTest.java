// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import static dev.hubbub.persistence.testing.TestRequests.ROOM;
import static dev.hubbub.persistence.testing.TestRequests.newRoom;
import static dev.hubbub.persistence.testing.TestRequests.say;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.load.AdmissionControl;
import dev.hubbub.contract.messages.MessageLog.Appended;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.persistence.config.PersistenceConfig;
import dev.hubbub.persistence.store.Store;
import dev.hubbub.persistence.store.memory.MemoryStore;
import dev.hubbub.persistence.testing.PacedEntryStore;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A store that is slower than its callers, by a clock that the store moves. */
@ExtendWith(VertxExtension.class)
final class LogWriterOverloadTest {
    private static final long SLOW = Duration.ofMillis(10).toNanos();
    private static final long FAST = Duration.ofNanos(50_000).toNanos();

    /** The caller's bus gives up after 5 s. */
    private static final Duration BOUND = Duration.ofSeconds(4);

    private final Store memory = MemoryStore.create();
    private final PacedEntryStore store = new PacedEntryStore(memory.entries());
    private final List<Future<Appended>> replies = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private TestWriter writer;

    private record Answer(boolean stored, Duration after, Throwable failure) {}

    @BeforeEach
    void start(Vertx vertx) throws Exception {
        LogWriter.Clocks clocks = new LogWriter.Clocks(InstantSource.system(), store::nanos);
        writer = new TestWriter(
                vertx, store.in(memory), PersistenceConfig.inMemory(), clocks, new WriterBackoff(vertx, () -> 0));
        writer.append(newRoom(ROOM)).await(5, SECONDS);
    }

    private void send() {
        long sent = store.nanos();
        replies.add(writer.appendNow(say(ROOM, "ann", "c" + replies.size(), 1))
                .onComplete(reply -> answers.add(answer(reply, sent))));
    }

    private Answer answer(AsyncResult<Appended> reply, long sent) {
        return new Answer(reply.succeeded(), Duration.ofNanos(store.nanos() - sent), reply.cause());
    }

    /** Sends so many for each that is written, until so many were sent. */
    private void overload(int forEach, int upTo) {
        for (int i = 0; i < forEach && replies.size() < upTo; i++) {
            send();
        }
    }

    private void run(long nanosOfEach, int atOnce, int forEach, int upTo) throws Exception {
        writer.on(() -> {
                    store.pace(nanosOfEach, () -> overload(forEach, upTo));
                    for (int i = 0; i < atOnce; i++) {
                        send();
                    }
                    return Future.succeededFuture();
                })
                .await(5, SECONDS);
        awaitAnswers(upTo);
    }

    private void awaitAnswers(int count) throws Exception {
        while (answers().size() < count) {
            Future.join(snapshot(replies)).otherwiseEmpty().await(20, SECONDS);
        }
    }

    /** Of a list that grows on the context of the writer. */
    private <T> List<T> snapshot(List<T> growing) throws Exception {
        return writer.on(() -> Future.succeededFuture(List.copyOf(growing))).await(5, SECONDS);
    }

    private List<Answer> answers() throws Exception {
        return snapshot(answers);
    }

    private static boolean isBusy(Answer answer) {
        return answer.failure() instanceof HubException failure
                && failure.is(ErrorCode.TOO_MANY)
                && failure.retryAfter().isPresent();
    }

    @Test
    void writerThatServesAHundredASecondAnswersInTimeAndRefusesTheRestAtTheDoor() throws Exception {
        run(SLOW, 3, 3, 9_000);

        List<Answer> all = answers();
        assertThat(all).allMatch(answer -> answer.stored() || isBusy(answer));
        assertThat(all).allMatch(answer -> answer.after().compareTo(BOUND) < 0);
        assertThat(all).filteredOn(Answer::stored).hasSizeGreaterThan(2_900);
        assertThat(all)
                .filteredOn(answer -> !answer.stored() && !answer.after().isZero())
                .isEmpty();
    }

    @Test
    void burstOnASlowStoreIsAnsweredInTimeToo() throws Exception {
        run(SLOW, 2_000, 0, 2_000);

        List<Answer> all = answers();
        assertThat(all).hasSize(2_000).allMatch(answer -> answer.stored() || isBusy(answer));
        assertThat(all).allMatch(answer -> answer.after().compareTo(BOUND) < 0);
        assertThat(all).filteredOn(Answer::stored).hasSizeBetween(250, 320);
    }

    @Test
    void refusedEntriesWereNotStoredAndMayBeSentAgain() throws Exception {
        run(SLOW, 2_000, 0, 2_000);
        int refused =
                (int) answers().stream().filter(answer -> !answer.stored()).count();
        long head =
                writer.append(say(ROOM, "ann", "c1999", 1)).await(5, SECONDS).seq();

        assertThat(head).isEqualTo(2_000 - refused + 2);
    }

    @Test
    void batchesShrinkWhenTheStoreIsSlowAndGrowAgain() throws Exception {
        run(FAST, 2_000, 0, 2_000);
        assertThat(store.batches()).contains(500);
        int before = store.batches().size();

        run(SLOW, 3, 3, 3_000);
        assertThat(store.batches().subList(before + 10, before + 50)).allMatch(size -> size <= 16);
        int slow = store.batches().size();

        run(FAST, 3, 3, 20_000);
        assertThat(store.batches().subList(slow, store.batches().size())).contains(500);
    }

    @Test
    void quietRoomIsNotRefusedBecauseOfABusyOne() throws Exception {
        RoomId quiet = new RoomId("quiet");
        writer.append(newRoom(quiet)).await(5, SECONDS);
        List<Future<Appended>> said = new ArrayList<>();
        writer.on(() -> {
                    store.pace(SLOW, () -> {
                        overload(3, 3_000);
                        if (replies.size() % 300 == 0 && said.size() < 9) {
                            said.add(writer.appendNow(say(quiet, "bob", "c" + replies.size(), 1)));
                        }
                    });
                    overload(3, 3_000);
                    return Future.succeededFuture();
                })
                .await(5, SECONDS);
        awaitAnswers(3_000);

        assertThat(answers()).anyMatch(LogWriterOverloadTest::isBusy);
        assertThat(snapshot(said)).hasSize(9);
        Future.all(snapshot(said)).await(20, SECONDS);
    }

    @Test
    void fastStoreRefusesNone() throws Exception {
        run(FAST, 5_000, 1, 10_000);
        assertThat(answers()).allMatch(Answer::stored);
        assertThat(AdmissionControl.MAX_WAIT).isLessThan(BOUND);
    }
}
