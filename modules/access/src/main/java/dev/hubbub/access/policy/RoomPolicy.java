// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;

/**
 * What may be done in the rooms of one kind: one file for each kind, listed in {@link RoomPolicies}. The answer depends
 * on nothing but the arguments and the time. A newer node may have given a member a role that the policy does not know:
 * such a member may read and leave, and nothing else.
 */
public interface RoomPolicy {
    /** The kind of the rooms. */
    RoomKind kind();

    /** The kind of the hub that this one is like: itself, or that of which an operator has derived it. */
    default RoomKind base() {
        return kind();
    }

    /** Whether the caller may do this. {@link Right#JOIN} is never asked about the host app's server. */
    Permission may(Right right, Actor actor, RoomDetails room);

    /**
     * Whether the caller may do this to another user.
     *
     * @param right {@link Right#REMOVE}, {@link Right#BAN}, {@link Right#MUTE} or {@link Right#ROLES}
     * @param target the role of the other; of one without a role {@link Role#MEMBER}
     */
    Permission mayTo(Right right, Actor actor, Role target, RoomDetails room);

    /** Whether a role is stronger than another. */
    boolean isAbove(Role role, Role other);

    /**
     * How many members a room may have.
     *
     * @param configured the limit that the operator has set for all rooms; a policy may lower it, and raise it only where
     *     members cost no memory
     */
    default int maxMembers(int configured) {
        return configured;
    }
}
