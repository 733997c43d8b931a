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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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

    @Test
    void pendingReadDoesNotBlockTheNext() {
        Future<String> asked = queues.read(PUBLIC_ROOM, first::future);
        assertThat(result(queues.read(PUBLIC_ROOM, () -> start("next")))).isEqualTo("next");
        first.complete("late");
        assertThat(result(asked)).isEqualTo("late");
    }

    @Test
    void exclusiveRequestBlocksItsRoomOnly() {
        Future<String> change = queues.exclusive(PUBLIC_ROOM, first::future);
        Future<String> next = queues.read(PUBLIC_ROOM, () -> start("next"));
        result(queues.read(PRIVATE_ROOM, () -> start("elsewhere")));
        assertThat(started).containsExactly("elsewhere");
        first.complete("changed");
        result(Future.all(change, next));
        assertThat(started).containsExactly("elsewhere", "next");
    }

    @Test
    void nextRequestStartsAfterAFailureOrAnException() {
        Future<String> failed = queues.exclusive(PUBLIC_ROOM, () -> Future.failedFuture("no"));
        Future<String> thrown = queues.exclusive(PUBLIC_ROOM, () -> {
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
        assertThat(result(queues.exclusive(PUBLIC_ROOM, () -> start("next")))).isEqualTo("next");
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void requestThatWaitedTooLongFails() {
        Future<String> change = queues.exclusive(PUBLIC_ROOM, first::future);
        Future<String> next = queues.exclusive(PUBLIC_ROOM, () -> start("next"));
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        first.complete("changed");
        assertThat(result(change)).isEqualTo("changed");
        assertThat(failure(next)).isEqualTo("UNAVAILABLE: requests of this room took too long, try again");
        assertThat(started).isEmpty();
        assertThat(queues.rooms()).isZero();
    }

    @Test
    void roomQueueIsBoundedAndOtherRoomsGoOn() {
        Future<String> change = queues.exclusive(PUBLIC_ROOM, first::future);
        IntStream.range(1, RoomQueues.MAX_PER_ROOM).forEach(n -> queues.read(PUBLIC_ROOM, () -> start("waited")));
        assertThat(failure(queues.read(PUBLIC_ROOM, () -> start("too much")))).startsWith("UNAVAILABLE");
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
        assertThat(failure(queues.read(PUBLIC_ROOM, () -> start("too much")))).startsWith("UNAVAILABLE");
        first.complete("answered");
        assertThat(queues.rooms()).isZero();
        assertThat(result(queues.read(PUBLIC_ROOM, () -> start("room again")))).isEqualTo("room again");
    }
}
