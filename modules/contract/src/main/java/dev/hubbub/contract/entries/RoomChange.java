// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.entries;

import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an entry changes in its room. An entry that changes anything is a membership entry: its seq fences everything
 * that was decided before it.
 *
 * @param members whose membership it changes, in order
 * @param details what the room is from now on; absent (null): as before
 */
public record RoomChange(List<Membership> members, @Nullable RoomDetails details) {
    /** Nothing. */
    public static final RoomChange NONE = new RoomChange(List.of(), null);

    private static final String MEMBERS = "members";
    private static final String DETAILS = "details";

    /**
     * @param user whose membership changes
     * @param role the role from now on; absent (null): none
     * @param until as in {@link Member}
     */
    public record Membership(UserId user, @Nullable Role role, @Nullable Instant until) {
        public Membership {
            Check.present("members.user", user);
        }

        /** Without a limit in time. */
        public Membership(UserId user, @Nullable Role role) {
            this(user, role, null);
        }

        /** Whether the user is no member from now on. */
        public boolean ends() {
            return role == null || role.equals(Role.BANNED);
        }
    }

    private record Named(@Nullable List<Membership> members, @Nullable RoomDetails details) {}

    public RoomChange {
        members = List.copyOf(members);
    }

    /** A change of one member; without a role it ends the membership. */
    public static RoomChange of(UserId user, @Nullable Role role) {
        return new RoomChange(List.of(new Membership(user, role)), null);
    }

    /**
     * What the fields {@code members} and {@code details} of an entry say, {@code [{user, role, until}]} and
     * {@link RoomDetails}: so that a node follows the membership entries of kinds that it does not know.
     *
     * @throws HubException BAD_REQUEST when a field is something else
     */
    public static RoomChange named(Entry entry) {
        Object members = entry.fields().get(MEMBERS);
        Object details = entry.fields().get(DETAILS);
        if (members == null && details == null) {
            return NONE;
        }
        Named named = Json.read(new JsonObject().put(MEMBERS, members).put(DETAILS, details), Named.class);
        return new RoomChange(named.members() == null ? List.of() : named.members(), named.details());
    }

    /** Whether anything changes. */
    public boolean isNone() {
        return members.isEmpty() && details == null;
    }

    /** Whether the room is over, and with it all memberships. */
    public boolean endsRoom() {
        return details != null && details.isCompleted();
    }

    /** Who is no member from now on. */
    public Stream<UserId> leavers() {
        return members.stream().filter(Membership::ends).map(Membership::user);
    }
}
