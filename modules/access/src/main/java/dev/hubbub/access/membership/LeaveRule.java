// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.contract.entries.LeftEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Every member may leave, also the last owner: the room remains, and the host app's server can manage it. */
final class LeaveRule implements MembershipRule {
    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        return RoomLookup.findMember(room, user)
                .map(member -> RuleDecision.change(LeftEntry.KIND))
                .orElseThrow(RoomLookup::accessDenied);
    }
}
