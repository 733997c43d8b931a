// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.time;

import java.time.Instant;

/** The time of day for people, and a count for leases that is never set back. */
public interface Clock {
    /** Milliseconds since a fixed moment; never goes back. */
    long millis();

    /** The time of day. */
    Instant instant();

    /** The time of day at an earlier count. */
    default Instant at(long millis) {
        return instant().minusMillis(millis() - millis);
    }

    /** The clock of the system. */
    static Clock real() {
        return new Clock() {
            @Override
            public long millis() {
                return System.nanoTime() / 1_000_000;
            }

            @Override
            public Instant instant() {
                return Instant.now();
            }
        };
    }
}
