// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.messages;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The members of rooms that keep them beside the log, for other verticles; see {@link
 * dev.hubbub.contract.rooms.RoomDetails#keepsMembersApart}. No request carries a caller: authorization comes before.
 */
public final class Memberships {
    /** How many members a page may have. */
    public static final int MAX_PAGE = 1_000;

    /**
     * A user joins or leaves by itself. No entry of it is stored. The reply means: stored. STALE when the membership is
     * not the one that was judged, or a membership entry about the user or the room was stored since.
     */
    public static final Rpc<Change, Changed> CHANGE =
            Service.PERSISTENCE.rpc("svc.persistence.change", Change.class, Changed.class);

    /** Some members of a room, ordered by the ids of the users. Reads the store, whichever node writes the room. */
    public static final Rpc<PageOf, Page> PAGE =
            new Rpc<>("svc.persistence.members", PageOf.class, Page.class).idempotent();

    /** A user joined or left by itself, and no entry says so. Every gateway gets it. */
    public static final Event<Moved> MOVED = new Event<>("evt.persistence.moved", Moved.class);

    /**
     * @param role of the user from now on; absent: none
     * @param was the role by which the change was authorized; absent: none
     * @param membership the seq of the newest membership entry that the authorization knew
     * @param maxMembers in a room with so many members or more a join is stale; absent: the number does not matter
     * @param profile how the user is shown to those who are told; absent: not known
     */
    public record Change(
            RoomId room,
            UserId user,
            @Nullable Role role,
            @Nullable Role was,
            long membership,
            @Nullable Integer maxMembers,
            @Nullable Profile profile)
            implements RoomScoped {
        public Change {
            Check.present("room", room);
            Check.present("user", user);
            Check.range("membership", membership, 1, Long.MAX_VALUE);
        }
    }

    /** @param seq the head of the room, as of which the change is made */
    public record Changed(RoomId room, long seq) {}

    /**
     * @param after only users after this one; absent: from the first
     * @param limit how many, 1 to {@value #MAX_PAGE}; absent: {@value #MAX_PAGE}
     * @param role only users with this role; absent: members, and users who are invited or banned
     */
    public record PageOf(RoomId room, @Nullable UserId after, @Defaulted Integer limit, @Nullable Role role) {
        public PageOf {
            Check.present("room", room);
            limit = limit == null ? Integer.valueOf(MAX_PAGE) : limit;
            Check.range("limit", limit, 1, MAX_PAGE);
        }
    }

    /** @param next the last of these users, where more may follow; else absent */
    public record Page(List<Member> members, @Nullable UserId next) {
        public Page {
            members = members == null ? List.of() : List.copyOf(members);
        }
    }

    /** @param member whether the user is a member now */
    public record Moved(RoomId room, UserId user, boolean member) {
        public Moved {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    private Memberships() {}
}
