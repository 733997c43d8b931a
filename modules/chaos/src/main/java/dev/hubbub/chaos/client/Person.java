// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.value.RoomId;

/**
 * Whom a client plays.
 *
 * @param name also the first part of its clientIds
 * @param room which it joins and follows
 */
public record Person(String name, String token, RoomId room, Habit habit) {
    /** What it does there. */
    public enum Habit {
        /** Sends, and follows. */
        SPEAKS,
        /** Follows. */
        READS,
        /** Follows for a while, leaves, disconnects, and joins again. */
        WANDERS,
        /** Follows and reads nothing until all is said: the hub drops it, and it comes back. */
        IS_DEAF
    }
}
