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
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A caller mutes a member with a weaker role for a time, or ends that. */
final class MuteRule implements MembershipRule {
    private final RoomPolicies policies;
    private final @Nullable Instant until;

    /** @param until until when the member is muted; absent (null): no more */
    MuteRule(RoomPolicies policies, @Nullable Instant until) {
        this.policies = policies;
        this.until = until;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomPolicy policy = policies.of(room.kind());
        Actor actor = RoomLookup.actor(room, caller);
        Optional<Member> target = RoomLookup.findMember(room, user);
        policy.mayTo(Right.MUTE, actor, target.map(Member::role).orElse(Role.MEMBER), room.details())
                .require();
        Member member = target.orElseThrow(() -> new HubException(ErrorCode.NOT_FOUND, "no such member"));
        return until == null && member.until() == null
                ? RuleDecision.unchanged(member)
                : RuleDecision.change(MembershipEntry.MUTED, new MemberContent(user, member.role(), until));
    }
}
