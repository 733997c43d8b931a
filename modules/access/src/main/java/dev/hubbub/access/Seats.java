// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Log;

/** A room has so many members at most, whoever lets them in. */
record Seats(int max) {
    void requireOne(Log.Room room) {
        if (room.size() >= max) {
            throw new HubException(ErrorCode.FORBIDDEN, "room is full");
        }
    }
}
