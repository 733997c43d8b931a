// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.value.RoomId;

/**
 * Whom a client plays.
 *
 * @param name also the first part of its clientIds
 * @param room which it joins and follows
 */
public record ClientProfile(String name, String token, RoomId room, Kind kind) {
    /** What it does there. */
    public enum Kind {
        /** Sends, and follows. */
        SENDER,
        /** Follows. */
        READER,
        /** Follows for a while, leaves, disconnects, and joins again. */
        RESTLESS,
        /** Follows and reads nothing until all is said: the hub drops it, and it comes back. */
        DEAF
    }
}
