// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is refused for one reason, and tells the log: the first at once, all that follow once a minute, with their
 * number. Takes no lock. The log names what was refused, how often, and where the newest came from; never what a client wrote.
 */
final class LoggedCounter {
    private static final Logger LOG = LoggerFactory.getLogger("dev.hubbub.refused");
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Counter counter;
    private final String text;
    private final LongSupplier nanos;
    private final AtomicLong untold = new AtomicLong();
    private final AtomicLong toldAt;
    private volatile String newest = "";

    /** @param text what was refused, and why */
    LoggedCounter(Counter counter, String text, LongSupplier nanos) {
        this.counter = counter;
        this.text = text;
        this.nanos = nanos;
        this.toldAt = new AtomicLong(nanos.getAsLong() - MINUTE_NANOS);
    }

    /** @param detail of the newest; empty: none */
    void count(String detail) {
        counter.increment();
        newest = detail;
        untold.incrementAndGet();
        tell();
    }

    /** Tells what was not told, if a minute is over; to be called now and then. */
    void tell() {
        long now = nanos.getAsLong();
        long last = toldAt.get();
        if (untold.get() > 0 && now - last >= MINUTE_NANOS && toldAt.compareAndSet(last, now)) {
            String detail = newest;
            LOG.info("{}, count {}{}", text, untold.getAndSet(0), detail.isEmpty() ? "" : ", " + detail);
        }
    }
}
