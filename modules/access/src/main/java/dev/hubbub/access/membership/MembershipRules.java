// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.policy.RoomPolicies;
import dev.hubbub.access.policy.RoomPolicy;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.RoomKind;

/** The rules for changes of members. They ask the policy of the room. */
public final class MembershipRules {
    private final RoomPolicies policies;
    private final int maxMembers;
    private final MembershipRule join;
    private final MembershipRule leave;
    private final MembershipRule add;
    private final MembershipRule kick;

    /** @param maxMembers how many members a room may have, unless its policy allows fewer */
    public MembershipRules(RoomPolicies policies, int maxMembers) {
        this.policies = policies;
        this.maxMembers = maxMembers;
        MemberLimit limit = new MemberLimit(maxMembers);
        join = new JoinRule(policies, limit);
        leave = new LeaveRule(policies);
        add = new AddRule(policies, limit);
        kick = new KickRule(policies);
    }

    /** How many members a room of this kind may have. */
    int maxMembers(RoomKind kind) {
        return policies.of(kind).maxMembers(maxMembers);
    }

    /** The policy of a room. */
    public RoomPolicy policyOf(MessageLog.Room room) {
        return policies.of(room.kind());
    }

    /** Fails if the room has as many members as it may have. */
    public void requireSpace(MessageLog.Room room) {
        new MemberLimit(maxMembers).requireSpace(room, policyOf(room));
    }

    MembershipRule join() {
        return join;
    }

    MembershipRule leave() {
        return leave;
    }

    MembershipRule add() {
        return add;
    }

    MembershipRule kick() {
        return kick;
    }
}
