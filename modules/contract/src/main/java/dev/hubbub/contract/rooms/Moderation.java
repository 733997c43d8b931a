// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests of clients about the roles of others in a room, and about who is kept out or silent. */
public final class Moderation {
    /** Gives a role to a member: to one with a weaker role, at most the caller's own; also to the caller itself. */
    public static final Rpc<SetRole, RoleSet> ROLE = Service.ACCESS.rpc("api.rooms.role", SetRole.class, RoleSet.class);

    /** Removes a user and keeps it out. */
    public static final Rpc<Ban, Banned> BAN = Service.ACCESS.rpc("api.rooms.ban", Ban.class, Banned.class);

    /** Lets a banned user come again. */
    public static final Rpc<Unban, Unbanned> UNBAN = Service.ACCESS.rpc("api.rooms.unban", Unban.class, Unbanned.class);

    /** The users who are kept out, for those who may ban. */
    public static final Rpc<Bans, BanList> BANS =
            Service.ACCESS.rpc("api.rooms.bans", Bans.class, BanList.class).idempotent();

    /** Takes the right to send from a member for a time. */
    public static final Rpc<Mute, Muted> MUTE = Service.ACCESS.rpc("api.rooms.mute", Mute.class, Muted.class);

    /** Lets a user join; for the server of the host app. */
    public static final Rpc<Allow, Allowed> ALLOW = Service.ACCESS.rpc("api.rooms.allow", Allow.class, Allowed.class);

    /** The longest ban with an end, and the longest time to be muted: a year. */
    public static final int MAX_SECONDS = 31_622_400;

    private static final List<String> GIVEN =
            List.of(Role.OWNER.name(), Role.MODERATOR.name(), Role.MEMBER.name(), Role.OBSERVER.name());

    /** @param role {@code owner}, {@code moderator}, {@code member} or {@code observer} */
    public record SetRole(RoomId room, UserId user, Role role) implements RoomScoped {
        public SetRole {
            Check.present("room", room);
            Check.present("user", user);
            Check.oneOf("role", Check.present("role", role).name(), GIVEN);
        }
    }

    /** @param seq of the entry that gave the role; the one that gave it before, where the member has it already */
    public record RoleSet(RoomId room, long seq) {}

    /** @param seconds for how long, 1 to 31,622,400; absent: for good */
    public record Ban(RoomId room, UserId user, @Nullable Integer seconds) implements RoomScoped {
        public Ban {
            Check.present("room", room);
            Check.user("user", user);
            if (seconds != null) {
                Check.range("seconds", seconds, 1, MAX_SECONDS);
            }
        }
    }

    /**
     * @param seq of the entry that banned the user
     * @param until when the ban ends; absent: never
     */
    public record Banned(RoomId room, long seq, @Nullable Instant until) {}

    /** The room and the user who may come again. */
    public record Unban(RoomId room, UserId user) implements RoomScoped {
        public Unban {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    /** @param seq of the entry that ended the ban */
    public record Unbanned(RoomId room, long seq) {}

    /** The room whose bans are asked for. */
    public record Bans(RoomId room) implements RoomScoped {
        public Bans {
            Check.present("room", room);
        }
    }

    /** The bans that have not ended, the oldest first; at most 1,000. */
    public record BanList(RoomId room, List<BannedUser> bans) {
        public BanList {
            bans = bans == null ? List.of() : List.copyOf(bans);
        }
    }

    /** @param until when the ban ends; absent: never */
    public record BannedUser(UserId user, @Nullable Instant until) {}

    /** @param seconds for how long, 1 to 31,622,400; 0: the member is muted no more */
    public record Mute(RoomId room, UserId user, int seconds) implements RoomScoped {
        public Mute {
            Check.present("room", room);
            Check.present("user", user);
            Check.range("seconds", seconds, 0, MAX_SECONDS);
        }
    }

    /**
     * @param seq of the entry that muted the member, or ended that
     * @param until until when the member is muted; absent: not
     */
    public record Muted(RoomId room, long seq, @Nullable Instant until) {}

    /** The room, and the user who may join. */
    public record Allow(RoomId room, UserId user) implements RoomScoped {
        public Allow {
            Check.present("room", room);
            Check.user("user", user);
        }
    }

    /**
     * @param seq of the entry that invited the user, or made it what it is
     * @param role of the user now: {@code invited}, or that of a member
     */
    public record Allowed(RoomId room, long seq, Role role) {}

    private Moderation() {}
}
