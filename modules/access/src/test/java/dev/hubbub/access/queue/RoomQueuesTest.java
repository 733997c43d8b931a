// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.queue;

import static dev.hubbub.access.store.AccessFixtures.PRIVATE_ROOM;
import static dev.hubbub.access.store.AccessFixtures.PUBLIC_ROOM;
import static dev.hubbub.access.store.AccessFixtures.failure;
import static dev.hubbub.access.store.AccessFixtures.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomQueuesTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RoomQueues queues = new RoomQueues(nanos::get);
    private final Promise<String> first = Promise.promise();
    private final List<String> started = new ArrayList<>();

    private Future<String> start(String name) {
        started.add(name);
        return Future.succeededFuture(name);
    }

    /** A request that runs alone. */
    private Future<String> exclusive(Supplier<Future<String>> change) {
        return queues.batched(PUBLIC_ROOM, "alone", batch -> change.get().onSuccess(batch.get(0)::complete));
    }

    @Test
    void pendingReadDoesNotBlockTheNext() {
        Future<String> asked = queues.read(PUBLIC_ROOM, first::future);
        assertThat(result(queues.read(PUBLIC_ROOM, () -> start("next")))).isEqualTo("next");
        first.complete("late");
        assertThat(result(asked)).isEqualTo("late");
    }

    @Test
    void exclusiveRequestBlocksItsRoomOnly() {
        Future<String> change = exclusive(first::future);
        Future<String> next = queues.read(PUBLIC_ROOM, () -> start("next"));
        result(queues.read(PRIVATE_ROOM, () -> start("elsewhere")));
        assertThat(started).containsExactly("elsewhere");
        first.complete("changed");
        result(Future.all(change, next));
        assertThat(started).containsExactly("elsewhere", "next");
    }

    @Test
    void requestInTurnIsCompleteBeforeTheNextOneStarts() {
        Future<String> slow = queues.inTurn(PUBLIC_ROOM, first::future);
        Future<String> thrown = queues.inTurn(PUBLIC_ROOM, () -> {
            throw new IllegalStateException("oops");
        });
        Future<String> next = queues.inTurn(PUBLIC_ROOM, () -> start("next"));
        result(queues.inTurn(PRIVATE_ROOM, () -> start("elsewhere")));
        assertThat(started).containsExactly("elsewhere");
        first.complete("late");
        assertThat(result(slow)).isEqualTo("late");
        assertThatThrownBy(() -> result(thrown)).hasMessage("oops");
        assertThat(result(next)).isEqualTo("next");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void nextRequestStartsAfterAFailureOrAnException() {
        Future<String> failed = exclusive(() -> Future.failedFuture("no"));
        Future<String> thrown = exclusive(() -> {
            throw new IllegalStateException("oops");
        });
        Future<String> asked = queues.read(PUBLIC_ROOM, () -> {
            throw new IllegalStateException("ouch");
        });
        Future<String> appended = queues.append(PUBLIC_ROOM, () -> Future.succeededFuture(1L), membership -> {
            throw new IllegalStateException("argh");
        });
        assertThat(failed.failed()).isTrue();
        assertThatThrownBy(() -> result(thrown)).hasMessage("oops");
        assertThatThrownBy(() -> result(asked)).hasMessage("ouch");
        assertThatThrownBy(() -> result(appended)).hasMessage("argh");
        assertThat(result(exclusive(() -> start("next")))).isEqualTo("next");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void requestThatWaitedTooLongFails() {
        Future<String> change = exclusive(first::future);
        Future<String> next = exclusive(() -> start("next"));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        first.complete("changed");
        assertThat(result(change)).isEqualTo("changed");
        assertThat(failure(next)).isEqualTo("TOO_MANY: busy: it waited for more than 3 s; retry after 1 s");
        assertThat(started).isEmpty();
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void roomQueueIsBoundedAndOtherRoomsGoOn() {
        Future<String> change = exclusive(first::future);
        IntStream.range(1, RoomQueues.MAX_PER_ROOM).forEach(n -> queues.read(PUBLIC_ROOM, () -> start("waited")));
        assertThat(failure(queues.read(PUBLIC_ROOM, () -> start("too much"))))
                .isEqualTo("TOO_MANY: busy: too many requests of this room wait; retry after 1 s");
        assertThat(result(queues.read(PRIVATE_ROOM, () -> start("elsewhere")))).isEqualTo("elsewhere");
        first.complete("changed");
        result(change);
        assertThat(started).hasSize(RoomQueues.MAX_PER_ROOM).doesNotContain("too much");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void allQueuesTogetherAreBounded() {
        for (int n = 0; n < RoomQueues.MAX_OVERALL; n++) {
            queues.read(new RoomId("r" + n % 10), first::future);
        }
        assertThat(failure(queues.read(PUBLIC_ROOM, () -> start("too much"))))
                .isEqualTo("TOO_MANY: busy: too many requests wait; retry after 1 s");
        assertThat(queues.refused()).isEqualTo(1);
        first.complete("answered");
        assertThat(queues.rooms()).isZero();
        assertThat(result(queues.read(PUBLIC_ROOM, () -> start("room again")))).isEqualTo("room again");
    }

    /** A room in which each request runs alone for 10 ms, while three more come: what each was answered, and when. */
    private List<String> overload(int requests) {
        List<String> answers = new ArrayList<>();
        Deque<Promise<String>> running = new ArrayDeque<>();
        int sent = 0;
        while (sent < requests || !running.isEmpty()) {
            for (int n = 0; n < 3 && sent < requests; n++, sent++) {
                long at = nanos.get();
                exclusive(() -> {
                            running.add(Promise.promise());
                            return running.getLast().future();
                        })
                        .onComplete(done -> answers.add(
                                (done.succeeded() ? "done" : done.cause().getMessage())
                                        + " after "
                                        + Duration.ofNanos(nanos.get() - at).toSeconds()));
            }
            nanos.addAndGet(Duration.ofMillis(10).toNanos());
            running.remove().complete("done");
        }
        return answers;
    }

    @Test
    void roomThatIsServedSlowlyAnswersWhatItTakesInTimeAndRefusesTheRestAtOnce() {
        List<String> answers = overload(3_000);

        assertThat(answers).hasSize(3_000);
        assertThat(answers)
                .filteredOn(answer -> answer.startsWith("done"))
                .hasSizeGreaterThan(900)
                .allMatch(answer -> answer.matches("done after [0-2]"));
        assertThat(answers)
                .filteredOn(answer -> !answer.startsWith("done"))
                .hasSizeGreaterThan(1_500)
                .allMatch(answer -> answer.matches("TOO_MANY: busy: .*; retry after [1-4] s after 0"));
        assertThat(queues.refused()).isGreaterThan(1_500);
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void busyRoomRefusesNothingOfOthers() {
        Future<String> change = exclusive(first::future);
        for (int n = 0; n < 200; n++) {
            queues.read(PUBLIC_ROOM, () -> start("waits"));
        }
        nanos.addAndGet(Duration.ofSeconds(4).toNanos());
        assertThat(failure(queues.read(PUBLIC_ROOM, () -> start("refused")))).startsWith("TOO_MANY: busy");
        assertThat(result(queues.read(PRIVATE_ROOM, () -> start("elsewhere")))).isEqualTo("elsewhere");
        first.complete("changed");
        result(change);
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void requestsThatWaitOneAfterTheOtherRunTogether() {
        BatchRunner<String, String> runner = this::runAll;
        Future<String> change = exclusive(first::future);
        List<Future<String>> before = List.of(batched("a", runner), batched("b", runner));
        Future<String> asked = queues.read(PUBLIC_ROOM, () -> start("read"));
        List<Future<String>> after = List.of(batched("c", runner), batched("d", runner));
        first.complete("changed");
        result(Future.all(List.of(change, asked, before.get(0), before.get(1), after.get(0), after.get(1))));
        assertThat(started).containsExactly("[a, b]", "read", "[c, d]");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void requestThatIsLeftRunsAgainAtItsOldPosition() {
        BatchRunner<String, String> runner = this::runFirst;
        Future<String> change = exclusive(first::future);
        List<Future<String>> batch = List.of(batched("a", runner), batched("b", runner));
        Future<String> asked = queues.read(PUBLIC_ROOM, () -> start("read"));
        first.complete("changed");
        result(Future.all(change, batch.get(0), batch.get(1), asked));
        assertThat(started).containsExactly("[a, b]", "[b]", "read");
    }

    @Test
    void batchIsBounded() {
        BatchRunner<String, String> runner = this::runAll;
        Future<String> change = exclusive(first::future);
        for (int n = 0; n <= BatchRunner.MAX_BATCH; n++) {
            batched("x", runner);
        }
        first.complete("changed");
        result(change);
        assertThat(started).hasSize(2).last().isEqualTo("[x]");
    }

    @Test
    void failureOfABatchFailsWhatIsLeft() {
        BatchRunner<String, String> runner = batch -> {
            batch.get(0).complete("done");
            return Future.failedFuture("no");
        };
        Future<String> change = exclusive(first::future);
        Future<String> done = batched("a", runner);
        Future<String> left = batched("b", runner);
        first.complete("changed");
        assertThat(result(Future.all(change, done)).succeeded()).isTrue();
        assertThat(left.cause()).hasMessage("no");
        assertThat(queues.rooms()).isZero();
    }

    private Future<String> batched(String name, BatchRunner<String, String> runner) {
        return queues.batched(PUBLIC_ROOM, name, runner);
    }

    private Future<Void> runAll(List<BatchRunner.Pending<String, String>> batch) {
        started.add(batch.stream().map(BatchRunner.Pending::request).toList().toString());
        batch.forEach(pending -> pending.complete(pending.request()));
        return Future.succeededFuture();
    }

    private Future<Void> runFirst(List<BatchRunner.Pending<String, String>> batch) {
        started.add(batch.stream().map(BatchRunner.Pending::request).toList().toString());
        batch.get(0).complete(batch.get(0).request());
        return Future.succeededFuture();
    }
}
