// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.entries.MembershipEntry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.UserId;

/** A user joins when the policy allows it and the room has space. The host app's server is a member of no room. */
final class JoinRule implements MembershipRule {
    private final RoomPolicies policies;
    private final MemberLimit limit;

    JoinRule(RoomPolicies policies, MemberLimit limit) {
        this.policies = policies;
        this.limit = limit;
    }

    @Override
    public RuleDecision decide(MessageLog.Room room, Caller caller, UserId user) {
        Actor actor = RoomLookup.actor(room, caller);
        if (actor.server()) {
            throw new HubException(ErrorCode.FORBIDDEN, "the host app's server is a member of no room");
        }
        return RoomLookup.findMember(room, user).map(RuleDecision::unchanged).orElseGet(() -> join(room, actor));
    }

    private RuleDecision join(MessageLog.Room room, Actor actor) {
        RoomPolicy policy = policies.of(room.kind());
        policy.may(Right.JOIN, actor, room.details()).require();
        limit.requireSpace(room, policy);
        return RuleDecision.change(MembershipEntry.JOINED);
    }
}
