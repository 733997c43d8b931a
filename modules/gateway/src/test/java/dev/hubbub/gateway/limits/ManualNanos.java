// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A count of nanoseconds that goes on when a test says so. */
final class ManualNanos implements LongSupplier {
    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public long getAsLong() {
        return nanos.get();
    }
}
