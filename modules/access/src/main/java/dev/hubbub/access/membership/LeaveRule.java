// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.contract.entries.LeftEntry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** Members leave when the policy allows it, also the last owner: the host app's server can manage the room. */
final class LeaveRule implements MembershipRule {
    private final RoomPolicies policies;

    LeaveRule(RoomPolicies policies) {
        this.policies = policies;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        policies.of(room.kind()).mayLeave(RoomLookup.actor(room, caller)).require();
        return RuleDecision.change(LeftEntry.KIND);
    }
}
