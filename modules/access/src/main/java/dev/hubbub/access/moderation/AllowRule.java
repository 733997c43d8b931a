// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MemberLimit;
import dev.hubbub.access.membership.MembershipRule;
import dev.hubbub.access.membership.RuleDecision;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.Optional;

/** The host app's server lets a user join, who is invited from then on. Also one who is banned. */
final class AllowRule implements MembershipRule {
    private final RoomPolicies policies;

    AllowRule(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        policies.of(room.kind())
                .may(Right.READ, RoomLookup.actor(room, caller), room.details())
                .require();
        if (!caller.may(Grant.SERVER)) {
            throw new HubException(ErrorCode.FORBIDDEN, "only the host app's server says who may join");
        }
        if (room.details().isCompleted()) {
            throw new HubException(ErrorCode.CONFLICT, "the room has ended (expected: status active first)");
        }
        Optional<Member> present =
                RoomLookup.find(room, user).filter(member -> !member.role().equals(Role.BANNED));
        if (present.isPresent()) {
            return RuleDecision.unchanged(present.get());
        }
        MemberLimit.requireListed(room);
        return RuleDecision.change(MembershipEntry.INVITED);
    }
}
