// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.rooms;

import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of clients about rooms. */
public final class Rooms {
    /** How many members a page may have. */
    public static final int MAX_MEMBERS = 1_000;

    /** Makes a room. Its owner is the caller, or the user that the server of the host app names. */
    public static final Rpc<Create, Created> CREATE = new Rpc<>("api.rooms.create", Create.class, Created.class)
            .costing(create -> create.members().size());

    /** Makes the caller a member. Harmless when the caller is one already. */
    public static final Rpc<Join, Joined> JOIN =
            Service.ACCESS.rpc("api.rooms.join", Join.class, Joined.class).limitedInRoomBy(RateLimit.MEMBERSHIPS);

    /** Ends the caller's membership. */
    public static final Rpc<Leave, Left> LEAVE =
            Service.ACCESS.rpc("api.rooms.leave", Leave.class, Left.class).limitedInRoomBy(RateLimit.MEMBERSHIPS);

    /** Makes another user a member; for owner, moderator or the server of the host app. */
    public static final Rpc<Add, Added> ADD = Service.ACCESS.rpc("api.rooms.add", Add.class, Added.class);

    /** Ends the membership of another user; for a stronger role, or the server of the host app. */
    public static final Rpc<Kick, Kicked> KICK = Service.ACCESS.rpc("api.rooms.kick", Kick.class, Kicked.class);

    /** The members of a room, for members. */
    public static final Rpc<Members, MemberList> MEMBERS = Service.ACCESS
            .rpc("api.rooms.members", Members.class, MemberList.class)
            .idempotent();

    /**
     * @param name the name that users see, 1 to 100 visible characters; need not be unique; absent: none, for direct rooms
     * @param members the first members, beside the owner; at most 1,000
     * @param visibility absent: private when members are given, else public
     * @param room the id; only the server of the host app may choose it, for others it is random
     * @param owner only for the server of the host app; absent: the caller, or none when that is the server
     * @param kind absent: {@link RoomKind#GROUP}
     * @param durability absent: that of the kind
     * @param topic 1 to 250 visible characters on one line
     * @param avatar an {@code https} address of at most 1,024 characters
     * @param link the object of the host app that the room is about
     * @param meta what the host app keeps with the room, at most 4,096 bytes of JSON
     */
    public record Create(
            @Nullable String name,
            @Defaulted List<UserId> members,
            @Defaulted Visibility visibility,
            @Nullable RoomId room,
            @Nullable UserId owner,
            @Defaulted RoomKind kind,
            @Nullable Durability durability,
            @Nullable String topic,
            @Nullable String avatar,
            @Nullable RoomLink link,
            @Nullable Map<String, Object> meta) {
        public Create {
            kind = RoomKind.orGroup(kind);
            if (name != null) {
                Check.line("name", name, RoomDetails.MAX_NAME);
            } else if (!kind.equals(RoomKind.DIRECT)) {
                throw new IllegalArgumentException("name: missing");
            }
            if (visibility == null) {
                visibility = members == null || members.isEmpty() ? Visibility.PUBLIC : Visibility.PRIVATE;
            }
            members = members == null ? List.of() : List.copyOf(members);
            Check.range("members", members.size(), 0, 1000);
            members.forEach(member -> Check.user("members", member));
            if (owner != null) {
                Check.user("owner", owner);
            }
            RoomDetails.check(topic, avatar, meta);
        }

        /** A group that the caller owns, or that has no owner when the caller is the server of the host app. */
        public Create(String name, List<UserId> members, Visibility visibility, @Nullable RoomId room) {
            this(name, members, visibility, room, null, RoomKind.GROUP, null, null, null, null, null);
        }

        /** The same with an owner, from the server of the host app. */
        public Create ownedBy(@Nullable UserId other) {
            return new Create(name, members, visibility, room, other, kind, durability, topic, avatar, link, meta);
        }

        /** The same of another kind. */
        public Create of(RoomKind other) {
            return new Create(name, members, visibility, room, owner, other, durability, topic, avatar, link, meta);
        }

        /** What the room is to be. */
        public RoomDetails details() {
            return new RoomDetails(
                    name,
                    visibility,
                    kind,
                    null,
                    durability,
                    topic,
                    avatar,
                    link,
                    meta,
                    null,
                    null,
                    null,
                    null,
                    Map.of());
        }
    }

    /**
     * @param seq of the entry that created the room, always 1
     * @param durability whether its messages are stored
     */
    public record Created(RoomId room, long seq, @Defaulted Durability durability) {
        public Created {
            durability = Durability.orDurable(durability);
        }

        /** Of a room whose messages are stored. */
        public Created(RoomId room, long seq) {
            this(room, seq, Durability.DURABLE);
        }
    }

    /** The room to join. */
    public record Join(RoomId room) implements RoomScoped {
        public Join {
            Check.present("room", room);
        }
    }

    /**
     * @param seq of the entry that made the caller a member; the head, where there is none
     * @param durability whether the messages of the room are stored
     */
    public record Joined(RoomId room, long seq, Role role, @Defaulted Durability durability) {
        public Joined {
            durability = Durability.orDurable(durability);
        }

        /** In a room whose messages are stored. */
        public Joined(RoomId room, long seq, Role role) {
            this(room, seq, role, Durability.DURABLE);
        }
    }

    /** The room to leave. */
    public record Leave(RoomId room) implements RoomScoped {
        public Leave {
            Check.present("room", room);
        }
    }

    /** @param seq of the entry that ended the membership */
    public record Left(RoomId room, long seq) {}

    /** The room and its new member. */
    public record Add(RoomId room, UserId user) implements RoomScoped {
        public Add {
            Check.present("room", room);
            Check.user("user", user);
        }
    }

    /**
     * @param seq of the entry that made the user a member, or invited it
     * @param role of the user now
     */
    public record Added(RoomId room, long seq, Role role) {}

    /** The room and the member to remove. */
    public record Kick(RoomId room, UserId user) implements RoomScoped {
        public Kick {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    /** @param seq of the entry that ended the membership; the user gets no later one */
    public record Kicked(RoomId room, long seq) {}

    /**
     * The room whose members are asked for.
     *
     * @param after only members after this one: the {@code next} of the page before; absent: from the first
     * @param limit how many, 1 to {@value #MAX_MEMBERS}; absent: {@value #MAX_MEMBERS}
     */
    public record Members(RoomId room, @Nullable UserId after, @Defaulted Integer limit) implements RoomScoped {
        public Members {
            Check.present("room", room);
            limit = limit == null ? Integer.valueOf(MAX_MEMBERS) : limit;
            Check.range("limit", limit, 1, MAX_MEMBERS);
        }

        /** The first page. */
        public Members(RoomId room) {
            this(room, null, MAX_MEMBERS);
        }
    }

    /**
     * What the room is, and its members.
     *
     * @param base of a kind that an operator defines: the kind of the hub that it is like
     * @param seq the head of the room when the list was made
     * @param members in the order in which they became members, in a channel in that of their ids; those who are invited too
     * @param next where more members follow, the {@code after} of the next page; else absent
     */
    public record MemberList(
            RoomId room,
            @Nullable String name,
            Visibility visibility,
            RoomKind kind,
            @Nullable RoomKind base,
            @Nullable RoomStatus status,
            @Nullable Durability durability,
            @Nullable String topic,
            @Nullable String avatar,
            @Nullable RoomLink link,
            @Nullable Map<String, Object> meta,
            @Nullable Boolean readOnly,
            @Nullable Integer slowSeconds,
            long seq,
            List<Member> members,
            @Nullable UserId next) {
        public MemberList {
            kind = RoomKind.orGroup(kind);
            members = members == null ? List.of() : List.copyOf(members);
        }

        /** The list of a room that is as the details say. */
        public static MemberList of(
                RoomId room, RoomDetails details, long seq, List<Member> members, @Nullable UserId next) {
            return new MemberList(
                    room,
                    details.name(),
                    details.visibility(),
                    details.kind(),
                    details.base(),
                    details.status(),
                    details.durability(),
                    details.topic(),
                    details.avatar(),
                    details.link(),
                    details.meta(),
                    details.readOnly(),
                    details.slowSeconds(),
                    seq,
                    members,
                    next);
        }
    }

    private Rooms() {}
}
