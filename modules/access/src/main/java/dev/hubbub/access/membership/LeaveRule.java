// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Members leave when the policy allows it; the last owner gives the room to another member first, if there is one. */
final class LeaveRule implements MembershipRule {
    private final RoomPolicies policies;

    LeaveRule(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        policies.of(room.kind())
                .may(Right.LEAVE, RoomLookup.actor(room, caller), room.details())
                .require();
        RuleDecision left = RuleDecision.change(MembershipEntry.LEFT);
        boolean isOwner = RoomLookup.findMember(room, user)
                .filter(member -> member.role().equals(Role.OWNER))
                .isPresent();
        if (isOwner && room.owners() == 1 && room.size() > 1) {
            throw new HubException(
                    ErrorCode.CONFLICT, "you are the last owner (expected: another owner first, by api.rooms.role)");
        }
        return isOwner ? left.exclusive() : left;
    }
}
