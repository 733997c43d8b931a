// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import dev.hubbub.presence.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that only a test advances. */
public final class ManualClock implements Clock {
    public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final AtomicLong millis = new AtomicLong(100_000);
    private final long startMillis = millis.get();

    public void advance(long more) {
        millis.addAndGet(more);
    }

    @Override
    public long millis() {
        return millis.get();
    }

    @Override
    public Instant instant() {
        return START.plusMillis(millis.get() - startMillis);
    }
}
