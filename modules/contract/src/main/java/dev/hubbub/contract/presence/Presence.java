// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which users are online, and which are typing. Only the time when a user was last seen is stored. */
public final class Presence {
    /** The members of a room and whether they are online, for members. */
    public static final Rpc<InRoomQuery, States> LIST =
            new Rpc<>("api.presence.list", InRoomQuery.class, States.class).idempotent();

    /** The caller types, or stopped. To be repeated every few seconds while it lasts. */
    public static final Rpc<Typing, Noted> TYPING =
            new Rpc<>("api.presence.typing", Typing.class, Noted.class).limitedBy(RateLimit.TYPING);

    /** A gateway reports all its users of one shard, which renews its lease on them. */
    public static final Rpc<Report, Leased> REPORT = new Rpc<>("svc.presence.report", Report.class, Leased.class);

    /** A gateway reports what has changed among its users of one shard, or that nothing has; either renews its lease. */
    public static final Rpc<Update, Leased> UPDATE = new Rpc<>("svc.presence.update", Update.class, Leased.class);

    /** The states of some users of one shard. */
    public static final Rpc<Lookup, States> LOOKUP =
            new Rpc<>("svc.presence.lookup", Lookup.class, States.class).idempotent();

    /** Who is online in one shard, for the nodes that do not serve it. */
    public static final Rpc<OfShard, Online> ONLINE =
            new Rpc<>("svc.presence.online", OfShard.class, Online.class).idempotent();

    /** A user went online or offline: for the other nodes that serve presence. Clients are told by a hint. */
    public static final Event<Changed> CHANGED = new Event<>("evt.presence.changed", Changed.class);

    /** The kind of hint that tells a room who types; its fields are {@link Typed}. */
    public static final String TYPING_HINT = "typing";

    /** The kind of hint that tells the rooms of a user that the user came or went; its fields are {@link State}. */
    public static final String PRESENCE_HINT = "presence";

    /** The room whose members are asked for. */
    public record InRoomQuery(RoomId room) implements RoomScoped {
        public InRoomQuery {
            Check.present("room", room);
        }
    }

    /** @param lastSeen when the user was last online; absent while the user is online, or was never seen */
    public record State(UserId user, boolean online, @Nullable Instant lastSeen) {}

    /** States, in no particular order. */
    public record States(List<State> users) {
        public States {
            users = users == null ? List.of() : List.copyOf(users);
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
     * All users of one shard that have sockets on one gateway node. A user who is not in the list has no socket there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; a new one after each start
     * @param users the users that have sockets there
     * @param version of the users of this shard on that node, higher in each later report; absent: the node sends no
     *     {@link Update}
     */
    public record Report(int shard, String node, List<UserId> users, @Nullable Long version) implements Sharded {
        public Report {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            users = users == null ? List.of() : List.copyOf(users);
            if (version != null) {
                Check.range("version", version, 1, Long.MAX_VALUE);
            }
        }

        /** A report of a node that sends no updates. */
        public Report(int shard, String node, List<UserId> users) {
            this(shard, node, users, null);
        }
    }

    /**
     * What has changed among the users of one shard on one gateway node. It holds for the owner that has their version
     * {@code from}; any other answers with the version that it has, and gets a {@link Report}.
     *
     * @param shard the shard of every user in the lists
     * @param node the id of the gateway node, as in its reports
     * @param from the version before these changes
     * @param version the version after them; {@code from} when there are none
     * @param arrived users that have sockets there now
     * @param left users that have none there any more
     */
    public record Update(int shard, String node, long from, long version, List<UserId> arrived, List<UserId> left)
            implements Sharded {
        public Update {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            Check.range("from", from, 1, Long.MAX_VALUE);
            Check.range("version", version, from, Long.MAX_VALUE);
            arrived = arrived == null ? List.of() : List.copyOf(arrived);
            left = left == null ? List.of() : List.copyOf(left);
        }
    }

    /**
     * @param leaseMillis how long the report is valid unless another follows
     * @param version of the node's users that the owner has now, 0 when it has none; absent: the owner takes no
     *     {@link Update}, as those of an older release
     */
    public record Leased(long leaseMillis, @Nullable Long version) {}

    /** Users of one shard; at most 1,000. */
    public record Lookup(int shard, List<UserId> users) implements Sharded {
        public Lookup {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, 1000);
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
     */
    public record Online(List<UserId> users, @Nullable Boolean unchanged) {
        public Online {
            users = users == null ? List.of() : List.copyOf(users);
        }

        /** All of them. */
        public Online(List<UserId> users) {
            this(users, null);
        }
    }

    /** Whether the user is online from now on. */
    public record Changed(UserId user, boolean online) {
        public Changed {
            Check.present("user", user);
        }
    }

    /** @param expiresAt when clients drop the hint unless it is renewed; absent when the user stopped */
    public record Typed(UserId user, boolean typing, @Nullable Instant expiresAt) {
        public Typed {
            Check.present("user", user);
        }
    }

    private Presence() {}
}
