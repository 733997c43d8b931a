// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.GroupPolicy;
import dev.hubbub.contract.entries.RemovedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.Optional;

/** A stronger role removes a weaker one; the host app's server removes every member. A caller cannot kick itself. */
final class KickRule implements MembershipRule {
    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomLookup.requireAccess(caller, room);
        if (user.equals(caller.user())) {
            throw new HubException(ErrorCode.BAD_REQUEST, "user: yourself (expected: somebody else, or a leave)");
        }
        Optional<Member> target = RoomLookup.findMember(room, user);
        // Check the role first, so that a refused caller does not learn whether the target is a member.
        if (!mayRemove(room, caller, target.map(Member::role).orElse(Role.MEMBER))) {
            throw new HubException(ErrorCode.FORBIDDEN, "only a stronger role removes a member");
        }
        if (target.isEmpty()) {
            throw new HubException(ErrorCode.NOT_FOUND, "no such member");
        }
        return RuleDecision.change(RemovedEntry.KIND);
    }

    private static boolean mayRemove(MessageLog.Room room, Caller caller, Role other) {
        return caller.may(Grant.SERVER)
                || RoomLookup.findMember(room, caller.user())
                        .filter(member -> new GroupPolicy().mayRemove(member.role(), other))
                        .isPresent();
    }
}
