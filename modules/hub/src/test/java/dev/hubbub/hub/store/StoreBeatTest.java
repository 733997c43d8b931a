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

class StoreBeatTest {
    private final Queue<StoreBeat.Work> works = new ConcurrentLinkedQueue<>();
    private final List<Exception> failures = new CopyOnWriteArrayList<>();

    @Test
    void aBeatThatFailsInAnyWayIsReportedAndTheNextOneComes() throws Exception {
        RuntimeException odd = new IllegalStateException("odd");
        IOException usual = new IOException("usual");
        CountDownLatch third = new CountDownLatch(1);
        works.add(() -> {
            throw odd;
        });
        works.add(() -> {
            throw usual;
        });
        works.add(third::countDown);

        try (StoreBeat beat = beat(1)) {
            beat.start();
            assertThat(third.await(5, SECONDS)).isTrue();
        }

        assertThat(failures).containsExactly(odd, usual);
    }

    @Test
    void theLastBeatComesWithTheClosing() {
        CountDownLatch last = new CountDownLatch(1);
        works.add(last::countDown);

        StoreBeat beat = beat(3_600_000);
        beat.start();
        beat.close();

        assertThat(last.getCount()).isZero();
    }

    private StoreBeat beat(long millis) {
        return new StoreBeat(this::next, millis, failures::add);
    }

    private void next() throws IOException {
        StoreBeat.Work work = works.poll();
        if (work != null) {
            work.run();
        }
    }
}
