// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each message is due, whatever the server does. Latency counts from then, so that a stall shows in every
 * message that it delays, and not only in the first.
 */
public record SendSchedule(long startNanos, long intervalNanos) {
    public static SendSchedule from(long startNanos, int rate) {
        return new SendSchedule(startNanos, TimeUnit.SECONDS.toNanos(1) / rate);
    }

    /** When this message is due. */
    public long due(long index) {
        return startNanos + index * intervalNanos;
    }

    /** Waits until this message is due. */
    public void await(long index) {
        for (long left = left(index); left > 0; left = left(index)) {
            LockSupport.parkNanos(left);
        }
    }

    private long left(long index) {
        return due(index) - System.nanoTime();
    }
}
