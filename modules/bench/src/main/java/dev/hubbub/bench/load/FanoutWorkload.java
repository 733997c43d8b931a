// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import java.time.Duration;

/**
 * The load on a server: one sender, and the readers of one room.
 *
 * @param readers sockets that follow the room
 * @param rate messages a second
 * @param bytes of text in each message
 * @param warmup time before messages count
 * @param measured time in which messages count
 */
public record FanoutWorkload(int readers, int rate, int bytes, Duration warmup, Duration measured) {
    public FanoutWorkload {
        atLeast("readers", readers, 1);
        atLeast("rate", rate, 1);
        atLeast("size", bytes, MessageIndex.LENGTH);
        atLeast("warmup", warmup.toMillis(), 1);
        atLeast("seconds", measured.toMillis(), 1);
    }

    /** The index of the first message that counts. */
    public long firstCounted() {
        return rate * warmup.toMillis() / 1000;
    }

    /** The number of messages that count. */
    public long countedMessages() {
        return rate * measured.toMillis() / 1000;
    }

    /** The number of deliveries that are due. */
    long expectedDeliveries() {
        return countedMessages() * readers;
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("--" + option + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
