// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.contract.entries.JoinedEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Every user may join a public room below the member limit. Members of a private room are added by others. */
final class JoinRule implements MembershipRule {
    private final MemberLimit limit;

    JoinRule(MemberLimit limit) {
        this.limit = limit;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        return RoomLookup.findMember(room, user).map(RuleDecision::unchanged).orElseGet(() -> admit(room));
    }

    private RuleDecision admit(MessageLog.Room room) {
        if (room.visibility() != Visibility.PUBLIC) {
            throw RoomLookup.accessDenied();
        }
        limit.requireSpace(room);
        return RuleDecision.change(JoinedEntry.KIND);
    }
}
