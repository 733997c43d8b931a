// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;
import java.util.Optional;

/** A stronger role removes a weaker one, the host app's server removes everybody; nobody removes himself. */
final class KickRule implements ChangeRule {
    @Override
    public Verdict judge(MessageLog.Room room, Caller caller, UserId user) {
        Door.require(caller, room);
        if (user.equals(caller.user())) {
            throw new HubException(ErrorCode.BAD_REQUEST, "user: yourself (expected: somebody else, or a leave)");
        }
        Optional<Member> target = Door.member(room, user);
        // Whoever may remove nobody is refused first, and so learns nothing about the other.
        if (!mayRemove(room, caller, target.map(Member::role).orElse(Role.MEMBER))) {
            throw new HubException(ErrorCode.FORBIDDEN, "only a stronger role removes a member");
        }
        if (target.isEmpty()) {
            throw new HubException(ErrorCode.NOT_FOUND, "no such member");
        }
        return Verdict.change(Entry.Kind.REMOVED);
    }

    private static boolean mayRemove(MessageLog.Room room, Caller caller, Role other) {
        return caller.may(Grant.SERVER)
                || Door.member(room, caller.user())
                        .filter(member -> member.role().mayRemove(other))
                        .isPresent();
    }
}
