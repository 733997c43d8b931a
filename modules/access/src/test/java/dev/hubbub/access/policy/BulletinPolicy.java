// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
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
    public Permission mayJoin(Actor actor, Visibility visibility) {
        return visibility == Visibility.PUBLIC ? Permission.ALLOWED : Permission.HIDDEN;
    }

    @Override
    public Permission mayAdd(Actor actor) {
        return actor.permit(Role.OWNER::equals, OWNERS_ONLY);
    }

    @Override
    public Permission mayRemove(Actor actor, Role target) {
        return actor.permit(Role.OWNER::equals, OWNERS_ONLY);
    }

    @Override
    public Permission maySpeak(Actor actor) {
        return actor.permit(Role.OWNER::equals, OWNERS_ONLY);
    }

    @Override
    public int maxMembers(int configured) {
        return Math.min(configured, 3);
    }
}
