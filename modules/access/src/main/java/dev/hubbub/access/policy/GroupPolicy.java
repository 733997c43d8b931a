// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.policy;

import dev.hubbub.contract.rooms.Role;
import java.util.List;

/** {@code group}: every member speaks; owners and moderators add members, and a stronger role removes a weaker one. */
public final class GroupPolicy implements RoomPolicy {
    private static final List<Role> STRONGEST_FIRST = List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER);

    @Override
    public boolean mayAdd(Role role) {
        return mayRemove(role, Role.MEMBER);
    }

    @Override
    public boolean mayRemove(Role role, Role other) {
        int own = STRONGEST_FIRST.indexOf(role);
        int rank = STRONGEST_FIRST.indexOf(other);
        return own >= 0 && own < (rank < 0 ? STRONGEST_FIRST.size() : rank);
    }
}
