// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.GroupPolicy;
import dev.hubbub.contract.entries.JoinedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.UserId;

/** Owners, moderators and the host app's server add members. */
final class AddRule implements MembershipRule {
    private final MemberLimit limit;

    AddRule(MemberLimit limit) {
        this.limit = limit;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        if (!caller.may(Grant.SERVER)) {
            Member adder = RoomLookup.findMember(room, caller.user()).orElseThrow(RoomLookup::accessDenied);
            requireManager(adder);
        }
        return RoomLookup.findMember(room, user).map(RuleDecision::unchanged).orElseGet(() -> admit(room));
    }

    private static void requireManager(Member adder) {
        if (!new GroupPolicy().mayAdd(adder.role())) {
            throw new HubException(ErrorCode.FORBIDDEN, "only owners and moderators add members");
        }
    }

    private RuleDecision admit(MessageLog.Room room) {
        limit.requireSpace(room);
        return RuleDecision.change(JoinedEntry.KIND);
    }
}
