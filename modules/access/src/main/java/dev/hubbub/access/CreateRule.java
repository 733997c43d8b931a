// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry.Details;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.List;

/** Who may create a room, and what the new room is like. */
final class CreateRule {
    private final AccessConfig config;

    CreateRule(AccessConfig config) {
        this.config = config;
    }

    /** @throws HubException when it is refused */
    Details judge(Caller caller, Create create) {
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
        requireSeats(others.size() + 1);
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

    private void requireSeats(int members) {
        if (members > config.maxMembers()) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST,
                    "members: " + members + " with the owner (expected: at most " + config.maxMembers() + ")");
        }
    }
}
