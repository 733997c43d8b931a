// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.client;

import dev.hubbub.contract.value.RoomId;

/**
 * The user, room and behaviour of one client.
 *
 * @param name also the first part of its clientIds
 * @param room which it joins and follows
 */
public record ClientProfile(String name, String token, RoomId room, Kind kind) {
    /** The behaviour of a client. */
    public enum Kind {
        /** Sends, and follows. */
        SENDER,
        /** Follows. */
        READER,
        /** Follows for a while, leaves, disconnects, and joins again. */
        RESTLESS,
        /** Follows and reads nothing until the load ends: the hub closes it, and it reconnects. */
        DEAF
    }
}
