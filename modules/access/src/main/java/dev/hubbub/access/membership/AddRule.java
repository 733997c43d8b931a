// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import java.util.Optional;

/** A caller adds a user when the policy allows it and the room has space. The host app's server cannot add itself. */
final class AddRule implements MembershipRule {
    private final RoomPolicies policies;
    private final MemberLimit limit;

    AddRule(RoomPolicies policies, MemberLimit limit) {
        this.policies = policies;
        this.limit = limit;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomPolicy policy = policies.of(room.kind());
        Actor actor = RoomLookup.actor(room, caller);
        policy.may(Right.ADD, actor, room.details()).require();
        if (actor.server() && user.equals(caller.user())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "user: yourself (expected: a user; the host app's server is no member)");
        }
        Optional<Member> present = RoomLookup.find(room, user);
        if (present.filter(Member::isMember).isPresent()) {
            return RuleDecision.unchanged(present.get());
        }
        if (!actor.server() && present.isPresent()) {
            return invitedOrBanned(present.get());
        }
        limit.requireSpace(room, policy);
        return RuleDecision.change(MembershipEntry.JOINED);
    }

    private static RuleDecision invitedOrBanned(Member present) {
        if (present.role().equals(Role.BANNED)) {
            throw new HubException(ErrorCode.CONFLICT, "the user is banned (expected: api.rooms.unban first)");
        }
        return RuleDecision.unchanged(present);
    }
}
