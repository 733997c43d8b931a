// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoggedCounterTest {
    private final AtomicLong nanos = new AtomicLong();
    private final RefusalLines lines = new RefusalLines();
    private final Counter counter = new SimpleMeterRegistry().counter("x");
    private final LoggedCounter refused = new LoggedCounter(counter, "logins refused: expired", nanos::get);

    @AfterEach
    void close() {
        lines.close();
    }

    private void pass(long seconds) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        refused.tell();
    }

    @Test
    void firstIsToldAtOnce() {
        refused.count("newest from 192.0.2.1");
        assertThat(lines.all()).containsExactly("INFO logins refused: expired, count 1, newest from 192.0.2.1");
    }

    @Test
    void allOthersOfAMinuteAreOneLine() {
        for (int i = 0; i < 1_000; i++) {
            refused.count("newest from 192.0.2." + i % 8);
        }
        pass(59);
        assertThat(lines.all()).hasSize(1);
        pass(1);
        assertThat(lines.all())
                .hasSize(2)
                .last()
                .isEqualTo("INFO logins refused: expired, count 999, newest from 192.0.2.7");
        assertThat(counter.count()).isEqualTo(1_000);
    }

    @Test
    void whereNothingIsRefusedNothingIsTold() {
        refused.count("");
        pass(60);
        pass(600);
        assertThat(lines.all()).containsExactly("INFO logins refused: expired, count 1");
    }
}
