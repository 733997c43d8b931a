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

/** A caller removes a member when the policy allows it. A caller cannot kick itself. */
final class KickRule implements MembershipRule {
    private final RoomPolicies policies;

    KickRule(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomPolicy policy = policies.of(room.kind());
        Actor actor = RoomLookup.actor(room, caller);
        policy.may(Right.READ, actor, room.details()).require();
        if (user.equals(caller.user())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST,
                    "user: yourself (expected: another user; api.rooms.leave ends your own membership)");
        }
        Optional<Member> target =
                RoomLookup.find(room, user).filter(member -> !member.role().equals(Role.BANNED));
        // Check the role first, so that a refused caller does not learn whether the target is a member.
        Role role = target.map(Member::role).orElse(Role.MEMBER);
        policy.mayTo(Right.REMOVE, actor, role, room.details()).require();
        if (target.isEmpty()) {
            throw new HubException(ErrorCode.NOT_FOUND, "no such member");
        }
        return RuleDecision.change(MembershipEntry.REMOVED);
    }
}
