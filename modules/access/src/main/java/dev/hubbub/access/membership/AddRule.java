// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.entries.JoinedEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** A caller adds a user when the policy allows it and the room has space. The host app's server cannot add itself. */
final class AddRule implements MembershipRule {
    private final RoomPolicies policies;
    private final MemberLimit limit;

    AddRule(RoomPolicies policies, MemberLimit limit) {
        this.policies = policies;
        this.limit = limit;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        RoomPolicy policy = policies.of(room.kind());
        Actor actor = RoomLookup.actor(room, caller);
        policy.mayAdd(actor).require();
        if (actor.server() && user.equals(caller.user())) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "user: yourself (expected: a user; the host app's server is no member)");
        }
        return RoomLookup.findMember(room, user).map(RuleDecision::unchanged).orElseGet(() -> add(room, policy));
    }

    private RuleDecision add(MessageLog.Room room, RoomPolicy policy) {
        limit.requireSpace(room, policy);
        return RuleDecision.change(JoinedEntry.KIND);
    }
}
