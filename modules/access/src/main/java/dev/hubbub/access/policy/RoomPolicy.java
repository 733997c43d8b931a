// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;

/**
 * What may be done in the rooms of one kind: one file for each kind, listed in {@link RoomPolicies}. The answer depends
 * on nothing but the arguments. A newer node may have given a member a role that the policy does not know: such a member
 * may read and leave, and nothing else.
 */
public interface RoomPolicy {
    /** The kind of the rooms. */
    RoomKind kind();

    /** Whether a user who is no member may become one. Never asked about the host app's server. */
    Permission mayJoin(Actor actor, Visibility visibility);

    /** Whether the caller may make another user a member. */
    Permission mayAdd(Actor actor);

    /** Whether the caller may end the membership of a member with this role. */
    Permission mayRemove(Actor actor, Role target);

    /** Whether the caller may send messages. */
    Permission maySpeak(Actor actor);

    /** Whether the caller may end its own membership: no user should be held in a room. */
    default Permission mayLeave(Actor actor) {
        return actor.isMember() ? Permission.ALLOWED : Permission.HIDDEN;
    }

    /** Whether the caller may follow the room, and read its history and its members. */
    default Permission mayRead(Actor actor) {
        return actor.isMember() || actor.server() ? Permission.ALLOWED : Permission.HIDDEN;
    }

    /**
     * How many members a room may have.
     *
     * @param configured the limit that the operator has set for all rooms; a policy may lower it
     */
    default int maxMembers(int configured) {
        return configured;
    }
}
