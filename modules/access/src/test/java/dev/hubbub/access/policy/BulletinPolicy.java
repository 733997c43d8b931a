// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;

/**
 * {@code bulletin}, in tests only: owners speak and decide about members, of whom there are three at most. It shows that
 * a kind of room is one file.
 */
public final class BulletinPolicy implements RoomPolicy {
    public static final RoomKind KIND = new RoomKind("bulletin");
    private static final Permission OWNERS_ONLY = Permission.refused("only owners do this in a bulletin");

    @Override
    public RoomKind kind() {
        return KIND;
    }

    @Override
    public Permission may(Right right, Actor actor, RoomDetails room) {
        if (actor.server()) {
            return right == Right.LEAVE ? Permission.HIDDEN : Permission.ALLOWED;
        }
        if (right == Right.JOIN) {
            return room.visibility() == Visibility.PUBLIC ? Permission.ALLOWED : Permission.HIDDEN;
        }
        if (!actor.isMember()) {
            return Permission.HIDDEN;
        }
        boolean isAllowed = right == Right.READ || right == Right.LEAVE || Role.OWNER.equals(actor.role());
        return isAllowed ? Permission.ALLOWED : OWNERS_ONLY;
    }

    @Override
    public Permission mayTo(Right right, Actor actor, Role target, RoomDetails room) {
        return may(right, actor, room);
    }

    @Override
    public boolean isAbove(Role role, Role other) {
        return role.equals(Role.OWNER) && !other.equals(Role.OWNER);
    }

    @Override
    public int maxMembers(int configured) {
        return Math.min(configured, 3);
    }
}
