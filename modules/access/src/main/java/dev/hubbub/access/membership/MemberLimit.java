// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;

/** The most members that a room may have, for joins and for adds. */
public record MemberLimit(int max) {
    void requireSpace(MessageLog.Room room) {
        if (room.size() >= max) {
            throw new HubException(ErrorCode.FORBIDDEN, "room is full");
        }
    }
}
