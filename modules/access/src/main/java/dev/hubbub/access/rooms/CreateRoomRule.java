// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.contract.entries.CreatedEntry.Details;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.List;

/** Decides whether a caller may create a room, and gives the details of the new room. */
public final class CreateRoomRule {
    private final AccessConfig config;

    public CreateRoomRule(AccessConfig config) {
        this.config = config;
    }

    /** @throws HubException when the request is refused */
    Details decide(Caller caller, Create create) {
        if (!mayCreate(caller)) {
            throw new HubException(ErrorCode.FORBIDDEN, "you may not create rooms here");
        }
        if (create.room() != null && !caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server chooses room ids");
        }
        List<UserId> others = create.members().stream()
                .distinct()
                .filter(member -> !member.equals(caller.user()))
                .toList();
        requireWithinLimit(others.size() + 1);
        return new Details(create.name(), create.visibility(), others);
    }

    private boolean mayCreate(Caller caller) {
        return caller.may(Grant.SERVER)
                || switch (config.creators()) {
                    case ANYONE -> true;
                    case CLAIM -> caller.may(Grant.CREATE_ROOMS);
                    case SERVER -> false;
                };
    }

    private void requireWithinLimit(int members) {
        if (members > config.maxMembers()) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST,
                    "members: " + members + " with the owner (expected: at most " + config.maxMembers() + ")");
        }
    }
}
