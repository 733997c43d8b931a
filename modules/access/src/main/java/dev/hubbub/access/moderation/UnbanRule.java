// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipRule;
import dev.hubbub.access.membership.RuleDecision;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Who may ban may let a banned user come again. */
final class UnbanRule implements MembershipRule {
    private final RoomPolicies policies;

    UnbanRule(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        policies.of(room.kind())
                .may(Right.BAN, RoomLookup.actor(room, caller), room.details())
                .require();
        return RoomLookup.find(room, user)
                .filter(found -> found.role().equals(Role.BANNED))
                .map(banned -> RuleDecision.change(MembershipEntry.UNBANNED))
                .orElseThrow(() -> new HubException(ErrorCode.NOT_FOUND, "no such ban"));
    }
}
