// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;

/**
 * The most members that a room may have, for joins and for adds.
 *
 * @param max for rooms of every kind; the policy of a room may lower it
 */
public record MemberLimit(int max) {
    private static final int MAX_OTHERS = 1_000;

    void requireSpace(MessageLog.Room room, RoomPolicy policy) {
        if (room.size() >= policy.maxMembers(max)) {
            throw new HubException(ErrorCode.FORBIDDEN, "room is full");
        }
        requireListed(room);
    }

    /** Those who are invited or banned are kept with the room as well. */
    public static void requireListed(MessageLog.Room room) {
        if (room.others() >= MAX_OTHERS) {
            throw new HubException(ErrorCode.CONFLICT, "too many users are invited to the room or banned");
        }
    }
}
