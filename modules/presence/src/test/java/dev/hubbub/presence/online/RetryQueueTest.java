// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import static dev.hubbub.presence.testing.PresenceFixtures.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.testing.ManualClock;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class RetryQueueTest {
    private final ManualClock clock = new ManualClock();
    private final List<String> started = new ArrayList<>();
    private final Queue<Promise<Void>> running = new ArrayDeque<>();
    private final RetryQueue<String> queue = new RetryQueue<>("testing", clock, this::run);

    private Future<?> run(UserId user, String value) {
        started.add(user + " " + value);
        running.add(Promise.promise());
        return List.copyOf(running).get(running.size() - 1).future();
    }

    @Test
    void newestValueRunsAfterTheRunningTask() {
        queue.add(ANN.user(), "one");
        queue.add(ANN.user(), "two");
        queue.add(ANN.user(), "three");
        assertThat(started).containsExactly("ann one");
        running.remove().complete();
        assertThat(started).containsExactly("ann one", "ann three");
        assertThat(queue.pending(ANN.user())).contains("three");
        running.remove().complete();
        assertThat(queue.pending(ANN.user())).isEmpty();
        assertThat(running).isEmpty();
    }

    @Test
    void failedTaskIsRetried() {
        queue.add(ANN.user(), "one");
        running.remove().fail("no");
        clock.advance(RetryQueue.RETRY_MILLIS - 1);
        queue.retryDue();
        assertThat(started).hasSize(1);
        clock.advance(1);
        queue.retryDue();
        assertThat(started).containsExactly("ann one", "ann one");
    }

    @Test
    void userRestsAfterATaskAndThenTheNewestValueRuns() {
        RetryQueue<String> paced = new RetryQueue<>("testing", clock, 1_000, this::run);
        paced.add(ANN.user(), "one");
        running.remove().complete();
        paced.add(ANN.user(), "two");
        clock.advance(999);
        paced.add(ANN.user(), "three");
        paced.retryDue();
        assertThat(started).containsExactly("ann one");
        clock.advance(1);
        paced.retryDue();
        assertThat(started).containsExactly("ann one", "ann three");
        assertThat(paced.resting()).isZero();
        paced.add(ANN.user(), "four");
        running.remove().complete();
        assertThat(started).as("added while the task ran").hasSize(2);
        clock.advance(1_000);
        paced.retryDue();
        assertThat(started).containsExactly("ann one", "ann three", "ann four");
    }

    @Test
    void userWhoHasRestedRunsAtOnce() {
        RetryQueue<String> paced = new RetryQueue<>("testing", clock, 1_000, this::run);
        paced.add(ANN.user(), "one");
        running.remove().complete();
        assertThat(paced.resting()).isEqualTo(1);
        clock.advance(1_000);
        paced.add(ANN.user(), "two");
        assertThat(started).containsExactly("ann one", "ann two");
    }

    @Test
    void fewTasksRunAtATime() {
        for (int n = 0; n < 100; n++) {
            queue.add(new UserId("u" + n), "x");
        }
        assertThat(started).hasSize(RetryQueue.MAX_RUNNING);
        while (!running.isEmpty()) {
            running.remove().complete();
        }
        assertThat(started).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void numberOfWaitingUsersIsBounded() {
        for (int n = 0; n <= RetryQueue.MAX_USERS; n++) {
            queue.add(new UserId("u" + n), "x");
        }
        assertThat(queue.pending(new UserId("u" + RetryQueue.MAX_USERS))).isEmpty();
        assertThat(queue.pending(new UserId("u1"))).isPresent();
    }
}
