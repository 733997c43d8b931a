// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import java.time.Duration;

/** How a client is told when to try again. */
public final class RetryAfter {
    /** Whole seconds, as in the HTTP header: rounded up, so that no client comes too early. */
    public static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    private RetryAfter() {}
}
