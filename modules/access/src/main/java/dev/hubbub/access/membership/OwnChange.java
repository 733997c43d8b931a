// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.membership;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.contract.entries.RoomChange;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Joins and leaves of users by themselves that make no entry: those in rooms that keep members beside the log. Owners and
 * moderators are few, and what they may do to others must be fenced, so they make an entry there too.
 */
final class OwnChange {
    private static final Set<Role> FENCED = Set.of(Role.OWNER, Role.MODERATOR);

    /**
     * The request to store the change; empty where it makes an entry.
     *
     * @param room for which it was authorized
     * @param after what the user is from now on
     * @param maxMembers how many members the room may have; absent (null): it is no join
     */
    static Optional<Memberships.Change> of(
            MessageLog.Room room,
            MembershipRequest request,
            RoomChange.Membership after,
            @Nullable Integer maxMembers) {
        boolean isOwn = request.caller().user().equals(request.user());
        Role was = RoomLookup.find(room, request.user()).map(Member::role).orElse(null);
        if (!isOwn || !room.details().keepsMembersApart() || isFenced(was) || isFenced(after.role())) {
            return Optional.empty();
        }
        return Optional.of(new Memberships.Change(
                room.room(),
                request.user(),
                after.role(),
                was,
                room.membership(),
                maxMembers,
                request.caller().profile()));
    }

    private static boolean isFenced(@Nullable Role role) {
        return role != null && FENCED.contains(role);
    }

    private OwnChange() {}
}
