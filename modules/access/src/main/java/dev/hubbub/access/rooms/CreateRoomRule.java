// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.rooms;

import dev.hubbub.access.config.AccessConfig;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.entries.CreatedEntry.Content;
import dev.hubbub.contract.entries.CreatedEntry.FirstMembers;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Durability;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Rooms.Create;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a caller may create a room, and gives the content of its first entry. The owner is the caller; the
 * host app's server names another user or none, since it is a member of no room.
 */
public final class CreateRoomRule {
    private static final Set<Durability> DURABILITIES = Set.of(Durability.DURABLE, Durability.EPHEMERAL);

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
        if (create.durability() != null && !DURABILITIES.contains(create.durability())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "durability: " + create.durability() + " (expected: durable or ephemeral)");
        }
        boolean server = caller.may(Grant.SERVER);
        if (server) {
            requireOthers(caller.user(), create);
        } else {
            requireNothingChosen(create);
        }
        DealStageRule.require(caller, null, create.meta());
        return create.kind().equals(RoomKind.DIRECT) ? direct(caller, create) : owned(caller, create);
    }

    private Content owned(Caller caller, Create create) {
        UserId owner = caller.may(Grant.SERVER) ? create.owner() : caller.user();
        List<UserId> members = create.members().stream()
                .distinct()
                .filter(member -> !member.equals(owner))
                .toList();
        RoomPolicy policy = policies.require(create.kind());
        requireWithinLimit(policy, owner, members.size());
        if (create.room() != null && DirectRooms.isReserved(create.room())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST,
                    "room: " + create.room() + " (expected: an id that is not of a direct room)");
        }
        return Content.of(owner, create.details().withBase(policy.base()), new FirstMembers(members));
    }

    /** A direct room has two members and no owner, so that both users create the same room. */
    private static Content direct(Caller caller, Create create) {
        Set<UserId> pair = new TreeSet<>(create.members());
        if (!caller.may(Grant.SERVER)) {
            pair.add(caller.user());
        }
        if (pair.size() != 2) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "members: not one other user (expected: the two users of a direct room)");
        }
        if (create.owner() != null || create.room() != null || create.name() != null) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "a direct room has no owner, no name and no chosen id (expected: members)");
        }
        RoomDetails room = new RoomDetails(
                null,
                Visibility.PRIVATE,
                RoomKind.DIRECT,
                null,
                create.durability(),
                null,
                null,
                create.link(),
                create.meta(),
                null,
                null,
                List.copyOf(pair),
                null,
                Map.of());
        return Content.of(null, room, new FirstMembers(List.copyOf(pair)));
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

    private void requireWithinLimit(RoomPolicy policy, @Nullable UserId owner, int members) {
        int max = policy.maxMembers(config.maxMembers());
        int size = owner == null ? members : members + 1;
        if (size > max) {
            String counted = owner == null ? "" : " with the owner";
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "members: " + size + counted + " (expected: at most " + max + ")");
        }
    }
}
