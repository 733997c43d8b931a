// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.moderation;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.membership.MemberLimit;
import dev.hubbub.access.membership.MembershipRule;
import dev.hubbub.access.membership.RuleDecision;
import dev.hubbub.access.policy.RoomPolicies;
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
import org.jspecify.annotations.Nullable;

/** A caller keeps out a user with a weaker role, or one who is no member. A caller cannot ban itself. */
final class BanRule implements MembershipRule {
    private final RoomPolicies policies;
    private final @Nullable Instant until;

    /** @param until when the ban ends; absent (null): never */
    BanRule(RoomPolicies policies, @Nullable Instant until) {
        this.policies = policies;
        this.until = until;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        Role role = RoomLookup.findMember(room, user).map(Member::role).orElse(Role.MEMBER);
        policies.of(room.kind())
                .mayTo(Right.BAN, RoomLookup.actor(room, caller), role, room.details())
                .require();
        if (user.equals(caller.user())) {
            throw new HubException(ErrorCode.BAD_REQUEST, "user: yourself (expected: another user)");
        }
        if (RoomLookup.find(room, user).isEmpty()) {
            MemberLimit.requireListed(room);
        }
        return RuleDecision.change(MembershipEntry.BANNED, new MemberContent(user, null, until));
    }
}
