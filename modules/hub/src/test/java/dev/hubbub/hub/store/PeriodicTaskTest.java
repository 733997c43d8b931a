// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PeriodicTaskTest {
    private final Queue<PeriodicTask.Action> actions = new ConcurrentLinkedQueue<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @Test
    void aFailedRunIsReportedAndTheNextOneFollows() throws Exception {
        RuntimeException odd = new IllegalStateException("odd");
        IOException usual = new IOException("usual");
        CountDownLatch third = new CountDownLatch(1);
        actions.add(() -> {
            throw odd;
        });
        actions.add(() -> {
            throw usual;
        });
        actions.add(third::countDown);

        try (PeriodicTask task = newTask(1)) {
            task.start();
            assertThat(third.await(5, SECONDS)).isTrue();
        }

        assertThat(failures).containsExactly(odd, usual);
    }

    @Test
    void closeRunsTheActionOnceMore() {
        CountDownLatch last = new CountDownLatch(1);
        actions.add(last::countDown);

        PeriodicTask task = newTask(3_600_000);
        task.start();
        task.close();

        assertThat(last.getCount()).isZero();
    }

    private PeriodicTask newTask(long delayMillis) {
        return new PeriodicTask(this::next, delayMillis, failures::add);
    }

    private void next() throws IOException {
        PeriodicTask.Action action = actions.poll();
        if (action != null) {
            action.run();
        }
    }
}
