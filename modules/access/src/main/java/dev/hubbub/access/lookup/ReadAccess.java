// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;

/** Asks the policy of a room whether a caller may read it, for all requests that read. */
public final class ReadAccess {
    private final RoomPolicies policies;

    public ReadAccess(RoomPolicies policies) {
        this.policies = policies;
    }

    /**
     * Returns the room.
     *
     * @throws dev.hubbub.contract.error.HubException when the caller may not read it
     */
    public MessageLog.Room require(Caller caller, MessageLog.Room room) {
        policies.of(room.kind())
                .may(Right.READ, RoomLookup.actor(room, caller), room.details())
                .require();
        return room;
    }

    /** Whether the caller may send messages there. */
    public boolean maySend(Caller caller, MessageLog.Room room) {
        return policies.of(room.kind())
                .may(Right.SEND, RoomLookup.actor(room, caller), room.details())
                .isAllowed();
    }
}
