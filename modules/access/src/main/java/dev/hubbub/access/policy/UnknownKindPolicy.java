// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;

/**
 * For rooms of a kind that this node does not know, made by a newer node: members read and leave. Everything else works
 * again when this node is upgraded, so it is refused with a code that may be tried again.
 */
final class UnknownKindPolicy implements RoomPolicy {
    private final RoomKind kind;
    private final Permission refused;

    UnknownKindPolicy(RoomKind kind) {
        this.kind = kind;
        this.refused = Permission.refused(
                ErrorCode.UNAVAILABLE,
                "kind: " + kind
                        + " (expected: one that this node knows); nothing was done, only reading and leaving work"
                        + " until the node is upgraded");
    }

    @Override
    public RoomKind kind() {
        return kind;
    }

    @Override
    public Permission may(Right right, Actor actor, RoomDetails room) {
        if (right == Right.READ) {
            return (actor.isMember() && !room.isCompleted()) || actor.server() ? Permission.ALLOWED : Permission.HIDDEN;
        }
        if (right == Right.LEAVE) {
            return actor.isMember() || actor.isInvited() ? Permission.ALLOWED : Permission.HIDDEN;
        }
        return actor.isMember() || actor.server() ? refused : Permission.HIDDEN;
    }

    @Override
    public Permission mayTo(Right right, Actor actor, Role target, RoomDetails room) {
        return may(right, actor, room);
    }

    @Override
    public boolean isAbove(Role role, Role other) {
        return false;
    }
}
