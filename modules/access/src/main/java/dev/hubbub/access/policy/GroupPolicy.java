// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomKind;
import dev.hubbub.contract.rooms.Visibility;
import java.util.List;

/**
 * {@code group}: every user joins a public room, every member speaks, owners and moderators add members, and a stronger
 * role removes a weaker one. The host app's server may do all of it in every room.
 */
public final class GroupPolicy implements RoomPolicy {
    private static final List<Role> STRONGEST_FIRST = List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER);
    private static final Permission NOT_ADDED = Permission.refused("only owners and moderators add members");
    private static final Permission NOT_REMOVED = Permission.refused("only a stronger role removes a member");
    private static final Permission NOT_HEARD = Permission.refused("only owners, moderators and members send messages");

    @Override
    public RoomKind kind() {
        return RoomKind.GROUP;
    }

    @Override
    public Permission mayJoin(Actor actor, Visibility visibility) {
        return visibility == Visibility.PUBLIC ? Permission.ALLOWED : Permission.HIDDEN;
    }

    @Override
    public Permission mayAdd(Actor actor) {
        return actor.permit(role -> isStronger(role, Role.MEMBER), NOT_ADDED);
    }

    @Override
    public Permission mayRemove(Actor actor, Role target) {
        return actor.permit(role -> isStronger(role, target), NOT_REMOVED);
    }

    @Override
    public Permission maySpeak(Actor actor) {
        return actor.permit(STRONGEST_FIRST::contains, NOT_HEARD);
    }

    /** An unknown role may be as strong as a moderator's, so only owners are stronger. */
    private static boolean isStronger(Role role, Role other) {
        int own = STRONGEST_FIRST.indexOf(role);
        int rank = STRONGEST_FIRST.indexOf(other);
        return own >= 0 && own < (rank < 0 ? 1 : rank);
    }
}
