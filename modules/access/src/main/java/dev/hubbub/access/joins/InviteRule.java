// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.joins;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MembershipRule;
import dev.hubbub.access.membership.MembershipRules;
import dev.hubbub.access.membership.RuleDecision;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.contract.entries.MemberContent;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.Optional;

/** A user with an invite joins like one who was invited by name: when the room has space, and does not keep the user out. */
public final class InviteRule implements MembershipRule {
    private final MembershipRules rules;
    private final Role role;
    private final Instant now;
    private boolean foundMember;

    /** @param role of those who join */
    public InviteRule(MembershipRules rules, Role role, Instant now) {
        this.rules = rules;
        this.role = role;
        this.now = now;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        Actor actor = RoomLookup.actor(room, caller).invited(now);
        rules.policyOf(room).may(Right.JOIN, actor, room.details()).require();
        Optional<Member> present = RoomLookup.findMember(room, user);
        foundMember = present.isPresent();
        return present.map(RuleDecision::unchanged).orElseGet(() -> {
            rules.requireSpace(room);
            return RuleDecision.change(
                    MembershipEntry.JOINED, new MemberContent(user, role.equals(Role.MEMBER) ? null : role, null));
        });
    }

    /** Whether the user was a member already when it was decided last, and so did not join. */
    public boolean foundMember() {
        return foundMember;
    }
}
