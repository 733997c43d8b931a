// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.CreatedEntry.Details;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may create a room, and gives the content of its first entry. The owner is the caller; the
 * host app's server names another user or none, since it is a member of no room.
 */
public final class CreateRoomRule {
    private final AccessConfig config;
    private final RoomPolicies policies;

    public CreateRoomRule(AccessConfig config, RoomPolicies policies) {
        this.config = config;
        this.policies = policies;
    }

    /** @throws HubException when the request is refused */
    Content decide(Caller caller, Create create) {
        if (!mayCreate(caller)) {
            throw new HubException(ErrorCode.FORBIDDEN, "you may not create rooms here");
        }
        boolean server = caller.may(Grant.SERVER);
        if (server) {
            requireOthers(caller.user(), create);
        } else {
            requireNothingChosen(create);
        }
        UserId owner = server ? create.owner() : caller.user();
        List<UserId> members = create.members().stream()
                .distinct()
                .filter(member -> !member.equals(owner))
                .toList();
        requireWithinLimit(create.kind(), owner, members.size());
        return new Content(owner, new Details(create.name(), create.visibility(), create.kind(), members));
    }

    private boolean mayCreate(Caller caller) {
        return caller.may(Grant.SERVER)
                || switch (config.creators()) {
                    case ANYONE -> true;
                    case CLAIM -> caller.may(Grant.CREATE_ROOMS);
                    case SERVER -> false;
                };
    }

    private static void requireNothingChosen(Create create) {
        if (create.room() != null) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server chooses room ids");
        }
        if (create.owner() != null) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server chooses owners");
        }
    }

    private static void requireOthers(UserId server, Create create) {
        if (server.equals(create.owner())) {
            throw new HubException(ErrorCode.BAD_REQUEST, "owner: yourself (expected: a user, or none)");
        }
        if (create.members().contains(server)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "members: with yourself (expected: users)");
        }
    }

    private void requireWithinLimit(RoomKind kind, @Nullable UserId owner, int members) {
        int max = policies.require(kind).maxMembers(config.maxMembers());
        int size = owner == null ? members : members + 1;
        if (size > max) {
            String counted = owner == null ? "" : " with the owner";
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "members: " + size + counted + " (expected: at most " + max + ")");
        }
    }
}
