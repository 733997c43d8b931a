// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipRule;
import dev.hubbub.access.membership.RuleDecision;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/**
 * A caller gives a role to a member with a weaker one, at most its own; or takes a weaker one itself. A room that has
 * owners keeps one.
 */
final class RoleRule implements MembershipRule {
    private final RoomPolicies policies;
    private final Role role;

    RoleRule(RoomPolicies policies, Role role) {
        this.policies = policies;
        this.role = role;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomPolicy policy = policies.of(room.kind());
        Actor actor = RoomLookup.actor(room, caller);
        policy.may(Right.READ, actor, room.details()).require();
        boolean isOwn = user.equals(caller.user());
        Role before = RoomLookup.findMember(room, user).map(Member::role).orElse(Role.MEMBER);
        if (!isOwn) {
            policy.mayTo(Right.ROLES, actor, before, room.details()).require();
        }
        Role own = actor.role();
        if (!actor.server() && (own == null || policy.isAbove(role, own))) {
            throw new HubException(ErrorCode.FORBIDDEN, "role: " + role + " (expected: at most your own)");
        }
        Member member = RoomLookup.findMember(room, user)
                .orElseThrow(() -> new HubException(ErrorCode.NOT_FOUND, "no such member"));
        return member.role().equals(role) ? RuleDecision.unchanged(member) : change(room, member);
    }

    private RuleDecision change(MessageLog.Room room, Member member) {
        RuleDecision change =
                RuleDecision.change(MembershipEntry.ROLE, new MemberContent(member.user(), role, member.until()));
        if (!member.role().equals(Role.OWNER)) {
            return change;
        }
        if (room.owners() == 1) {
            throw new HubException(ErrorCode.CONFLICT, "the last owner (expected: another owner first)");
        }
        return change.exclusive();
    }
}
