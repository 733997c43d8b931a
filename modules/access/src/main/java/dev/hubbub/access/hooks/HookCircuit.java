// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.hooks;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stops asking a hook from which nothing comes back: after {@value #MOST_FAILURES} questions in a row for {@value #PAUSE_SECONDS} s; then
 * one question finds out whether it answers again.
 */
final class HookCircuit {
    static final int MOST_FAILURES = 5;
    static final int PAUSE_SECONDS = 5;

    private final LongSupplier nanoClock;
    private int failures;
    private boolean probing;
    private long pausedAt;

    HookCircuit(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Whether the hook may be asked now; the first question after a pause is alone. */
    boolean tryAsk() {
        if (!isOpen()) {
            return true;
        }
        boolean isOver = nanoClock.getAsLong() - pausedAt >= TimeUnit.SECONDS.toNanos(PAUSE_SECONDS);
        if (!isOver || probing) {
            return false;
        }
        probing = true;
        return true;
    }

    void answered() {
        failures = 0;
        probing = false;
    }

    void failed() {
        failures++;
        probing = false;
        pausedAt = nanoClock.getAsLong();
    }

    /** Whether the hook is taken for dead. */
    boolean isOpen() {
        return failures >= MOST_FAILURES;
    }
}
