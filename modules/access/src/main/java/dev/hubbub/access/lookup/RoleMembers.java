// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.store.FutureBatches;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Finds the members of a room by their roles; in a room that keeps its members beside the log the first {@value #MAX_OF_ROLE} with
 * each role.
 */
public final class RoleMembers {
    static final int MAX_OF_ROLE = 1_000;

    /** The roles of members that the hub has by itself. */
    public static final List<Role> ROLES = List.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER);

    private final MessageLogClient log;

    public RoleMembers(MessageLogClient log) {
        this.log = log;
    }

    /**
     * @param wanted whether the members with a role are looked for in this room
     * @param roles the only ones that are looked for in a room that keeps its members beside the log
     */
    public Future<List<UserId>> find(RoomId room, BiPredicate<RoomDetails, Role> wanted, Collection<Role> roles) {
        return log.describe(new MessageLog.Describe(room, List.of())).compose(found -> {
            RoomDetails details = found.details();
            if (details.keepsMembersApart()) {
                return ofRoles(
                        room,
                        roles.stream()
                                .filter(role -> wanted.test(details, role))
                                .toList());
            }
            return Future.succeededFuture(found.members().stream()
                    .filter(Member::isMember)
                    .filter(member -> wanted.test(details, member.role()))
                    .map(Member::user)
                    .toList());
        });
    }

    private Future<List<UserId>> ofRoles(RoomId room, List<Role> roles) {
        return FutureBatches.run(roles, 1, role -> log.members(new Memberships.PageOf(room, null, MAX_OF_ROLE, role)))
                .map(pages -> pages.stream()
                        .flatMap(page -> page.members().stream())
                        .filter(Member::isMember)
                        .map(Member::user)
                        .toList());
    }
}
