// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test advances it. */
public final class ManualClock implements InstantSource {
    private volatile Instant now = Instant.parse("2030-01-02T03:04:05.678901Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration time) {
        now = now.plus(time);
    }
}
