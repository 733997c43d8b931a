// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.openloop;

import dev.hubbub.bench.load.MessageIndex;
import java.time.Duration;

/**
 * The load on a server: one sender and the same number of readers in each room.
 *
 * @param readers sockets in all, each of which follows one room
 * @param rate messages a second, in all rooms
 * @param bytes of text in each message
 * @param warmup time before messages count
 * @param measured time in which messages count
 */
public record FanoutWorkload(int rooms, int readers, int rate, int bytes, Duration warmup, Duration measured) {
    public FanoutWorkload {
        atLeast("readers", readers, rooms);
        atLeast("rate", rate, 1);
        atLeast("size", bytes, MessageIndex.LENGTH);
        atLeast("warmup", warmup.toMillis(), 1);
        atLeast("seconds", measured.toMillis(), 1);
        if (readers % rooms != 0) {
            throw new IllegalArgumentException(
                    "--readers: " + readers + " (expected: a multiple of the number of rooms, " + rooms + ")");
        }
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
        return countedMessages() * readers / rooms;
    }

    private static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("--" + option + ": " + value + " (expected: >= " + least + ")");
        }
    }
}
