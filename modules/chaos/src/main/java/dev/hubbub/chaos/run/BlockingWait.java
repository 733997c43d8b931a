// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Blocks the thread that runs the command. */
final class BlockingWait {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    static void sleep(Duration time) {
        until(() -> false, time);
    }

    /** Returns whether the condition became true in time. */
    static boolean until(BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, POLL_INTERVAL.toNanos()));
        }
        return true;
    }

    private BlockingWait() {}
}
