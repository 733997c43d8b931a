// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which users are online, and which are typing. Stored are only the last visit of a user, and what the user chose. */
public final class Presence {
    /** How many members a page of a room may have, and how many users a lookup. */
    public static final int MAX_USERS = 1_000;

    /** The members of a room and whether they are online, for members. */
    public static final Rpc<InRoomQuery, States> LIST = Service.PRESENCE
            .rpc("api.presence.list", InRoomQuery.class, States.class)
            .idempotent();

    /** The caller types, or stopped. To be repeated every few seconds while it lasts. */
    public static final Rpc<Typing, Noted> TYPING = Service.PRESENCE
            .rpc("api.presence.typing", Typing.class, Noted.class)
            .limitedBy(RateLimit.TYPING);

    /** The states of some users of one shard. */
    public static final Rpc<Lookup, States> LOOKUP = Service.PRESENCE
            .rpc("svc.presence.lookup", Lookup.class, States.class)
            .idempotent();

    /** The users of one shard who are shown as online, ordered by id, one page at a time. */
    public static final Rpc<PageOf, States> PAGE = Service.PRESENCE
            .rpc("svc.presence.page", PageOf.class, States.class)
            .idempotent();

    /** Who is online in one shard, for the nodes that do not serve it. */
    public static final Rpc<OfShard, Online> ONLINE = Service.PRESENCE
            .rpc("svc.presence.online", OfShard.class, Online.class)
            .idempotent();

    /** A user went online or offline, or is shown otherwise: for the other nodes that serve presence. Clients are told by a hint. */
    public static final Event<Changed> CHANGED = new Event<>("evt.presence.changed", Changed.class);

    /** The kind of hint that tells a room who types; its fields are {@link Typed}. */
    public static final String TYPING_HINT = "typing";

    /** The kind of hint that tells the rooms of a user what is shown of the user; its fields are {@link State}. */
    public static final String PRESENCE_HINT = "presence";

    /**
     * @param online true: only members who are online
     * @param here true: which of them follow the room is told too
     * @param limit of a page, 1 to {@value #MAX_USERS}; absent: {@value #MAX_USERS}
     * @param after the {@code next} of the page before; absent: the first page
     */
    public record InRoomQuery(
            RoomId room,
            @Defaulted Boolean online,
            @Defaulted Boolean here,
            @Defaulted Integer limit,
            @Nullable UserId after)
            implements RoomScoped {
        public InRoomQuery {
            Check.present("room", room);
            online = online == null ? Boolean.FALSE : online;
            here = here == null ? Boolean.FALSE : here;
            limit = limit == null ? Integer.valueOf(MAX_USERS) : limit;
            Check.range("limit", limit, 1, MAX_USERS);
        }

        /** The first page of all members. */
        public InRoomQuery(RoomId room) {
            this(room, false, false, MAX_USERS, null);
        }
    }

    /**
     * What others see of a user.
     *
     * @param online whether the user is shown as online, away or not
     * @param status {@code invisible} is shown to the user alone
     * @param text that the user chose; absent: none, or the user is not shown as online
     * @param lastSeen when the user was last online; absent while the user is online, was never seen, or does not show it
     * @param here true: the user follows the room that was asked about; else absent
     * @param profile of the user, in events; else absent
     */
    public record State(
            UserId user,
            boolean online,
            PresenceStatus status,
            @Nullable String text,
            @Nullable Instant lastSeen,
            @Nullable Boolean here,
            @Nullable Profile profile) {
        public State {
            status = status == null ? statusOf(online) : status; // a node of an older release does not know it
        }

        /** The state of a user who chose nothing. */
        public State(UserId user, boolean online, @Nullable Instant lastSeen) {
            this(user, online, statusOf(online), null, lastSeen, null, null);
        }

        private static PresenceStatus statusOf(boolean online) {
            return online ? PresenceStatus.ONLINE : PresenceStatus.OFFLINE;
        }

        /** The same with another time of the last visit. */
        public State seenAt(@Nullable Instant time) {
            return new State(user, online, status, text, time, here, profile);
        }

        /** The same of a user who follows the room. */
        public State withHere() {
            return new State(user, online, status, text, lastSeen, true, profile);
        }

        /** The same with the profile of the user. */
        public State shownAs(@Nullable Profile shown) {
            return new State(user, online, status, text, lastSeen, here, shown);
        }
    }

    /**
     * States, ordered by user where they are a page.
     *
     * @param online how many of all members are online; absent: not counted
     * @param here how many of these follow the room; absent: not counted
     * @param next where the next page begins; absent: there is none
     */
    public record States(List<State> users, @Nullable Integer online, @Nullable Integer here, @Nullable UserId next) {
        public States {
            users = users == null ? List.of() : List.copyOf(users);
        }

        /** States without a count or a page. */
        public States(List<State> users) {
            this(users, null, null, null);
        }
    }

    /** @param typing absent: true */
    public record Typing(RoomId room, @Defaulted Boolean typing) implements RoomScoped {
        public Typing {
            Check.present("room", room);
            typing = typing == null ? Boolean.TRUE : typing;
        }
    }

    /** The hint was accepted. */
    public record Noted(RoomId room) {}

    /**
     * @param users of one shard; at most {@value #MAX_USERS}
     * @param self the user who asks, and is told the truth about itself; absent: none of these
     */
    public record Lookup(int shard, List<UserId> users, @Nullable UserId self) implements Sharded {
        public Lookup {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, MAX_USERS);
        }

        /** What others see of these users. */
        public Lookup(int shard, List<UserId> users) {
            this(shard, users, null);
        }
    }

    /**
     * @param after only users with a larger id; absent: from the first
     * @param limit how many at most
     */
    public record PageOf(int shard, @Nullable UserId after, int limit) implements Sharded {
        public PageOf {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.range("limit", limit, 1, MAX_USERS);
        }
    }

    /**
     * A whole shard.
     *
     * @param digest of the users that the asker takes for online, see {@link UserDigest}; absent: it needs them all
     */
    public record OfShard(int shard, @Nullable String digest) implements Sharded {
        public OfShard {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            if (digest != null) {
                Check.printable("digest", digest, UserDigest.LENGTH);
            }
        }
    }

    /**
     * Users who are online, in no particular order.
     *
     * @param unchanged true: they are those of the asker's digest, and left out
     * @param away those of them who are shown as away; absent: none
     * @param invisible those of them who are shown as offline; absent: none
     */
    public record Online(
            List<UserId> users,
            @Nullable Boolean unchanged,
            @Defaulted List<UserId> away,
            @Defaulted List<UserId> invisible) {
        public Online {
            users = users == null ? List.of() : List.copyOf(users);
            away = away == null ? List.of() : List.copyOf(away);
            invisible = invisible == null ? List.of() : List.copyOf(invisible);
        }

        /** Users of whom none is away or invisible. */
        public Online(List<UserId> users, @Nullable Boolean unchanged) {
            this(users, unchanged, List.of(), List.of());
        }

        /** All of them. */
        public Online(List<UserId> users) {
            this(users, null);
        }
    }

    /**
     * @param online whether the user is connected from now on
     * @param status of a user who is connected; absent: {@code online}
     * @param text that others see; absent: none
     */
    public record Changed(UserId user, boolean online, @Nullable PresenceStatus status, @Nullable String text) {
        public Changed {
            Check.present("user", user);
        }

        /** A change of a user who chose nothing. */
        public Changed(UserId user, boolean online) {
            this(user, online, null, null);
        }
    }

    /**
     * @param expiresAt when clients drop the hint unless it is renewed; absent when the user stopped
     * @param profile of the user; absent: none is known
     */
    public record Typed(UserId user, boolean typing, @Nullable Instant expiresAt, @Nullable Profile profile) {
        public Typed {
            Check.present("user", user);
        }

        /** A hint without a profile. */
        public Typed(UserId user, boolean typing, @Nullable Instant expiresAt) {
            this(user, typing, expiresAt, null);
        }
    }

    private Presence() {}
}
