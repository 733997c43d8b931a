// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.content;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whom a message may mention: members of its room, since telling others of the message would give the room away. */
public final class MentionRule {
    /** Those that members have in rooms of all kinds: names without end would fill what is kept of the mentions of a room. */
    private static final Set<Role> ROLES = Set.of(Role.OWNER, Role.MODERATOR, Role.MEMBER, Role.OBSERVER);

    private final RoomLookup lookup;

    public MentionRule(RoomLookup lookup) {
        this.lookup = lookup;
    }

    /** Fails with FORBIDDEN if a user is no member, with BAD_REQUEST for a role that no member has. */
    public Future<Void> require(Caller caller, RoomId room, @Nullable List<UserId> users, @Nullable List<Role> roles) {
        if (roles != null) {
            roles.forEach(MentionRule::requireOfMembers);
        }
        if (users == null || users.isEmpty()) {
            return Future.succeededFuture();
        }
        List<UserId> asked = new ArrayList<>(List.of(caller.user()));
        users.stream().filter(user -> !user.equals(caller.user())).forEach(asked::add);
        return lookup.lookUp(caller, room, asked).compose(found -> {
            Optional<UserId> outside = users.stream()
                    .filter(user -> RoomLookup.findMember(found, user).isEmpty())
                    .findFirst();
            return outside.<Future<Void>>map(user -> Future.failedFuture(new HubException(
                            ErrorCode.FORBIDDEN, "mentions: " + user + " (expected: members of the room)")))
                    .orElseGet(Future::succeededFuture);
        });
    }

    private static void requireOfMembers(Role role) {
        if (!ROLES.contains(role)) {
            throw new HubException(ErrorCode.BAD_REQUEST, "mentionRoles: " + role + " (expected: a role of members)");
        }
    }
}
