// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.Latency;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/** The time between the first and the last reader of each message. */
final class ReaderSpread {
    private final AtomicLongArray first;
    private final AtomicLongArray last;

    ReaderSpread(long messages) {
        first = new AtomicLongArray((int) messages);
        last = new AtomicLongArray((int) messages);
    }

    void delivered(int message, long nanos) {
        if (first.get(message) == 0) {
            first.compareAndSet(message, 0, nanos);
        }
        last.lazySet(message, nanos);
    }

    Latency result() {
        Histogram micros = new Histogram(3);
        for (int message = 0; message < first.length(); message++) {
            long nanos = last.get(message) - first.get(message);
            micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
        }
        return Latency.of(micros);
    }
}
