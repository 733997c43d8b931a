// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.AtomicHistogram;

/** Counts the answers of one measurement. Used by all event loops at once. */
final class ClosedLoopRecorder {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);

    private final AtomicHistogram micros = new AtomicHistogram(LONGEST_MICROS, 3);
    private final LongAdder refused = new LongAdder();

    void answered(long nanos) {
        micros.recordValue(Math.min(TimeUnit.NANOSECONDS.toMicros(nanos), LONGEST_MICROS));
    }

    void refused() {
        refused.increment();
    }

    ClosedLoopResult result(Duration time, Duration cpu) {
        long answered = micros.getTotalCount();
        return new ClosedLoopResult(
                answered,
                refused.sum(),
                answered * 1e9 / time.toNanos(),
                cpu.toNanos() / 1e3 / Math.max(1, answered),
                Latency.of(micros));
    }
}
