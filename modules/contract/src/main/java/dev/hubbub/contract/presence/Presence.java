// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.time.Instant;
import java.util.List;

/** Who is online, who is typing. Never stored, but for the time somebody was last seen. */
public final class Presence {
    /** The members of a room and whether they are online, for members. */
    public static final Rpc<InRoomQuery, States> LIST =
            new Rpc<>("api.presence.list", InRoomQuery.class, States.class).idempotent();

    /** The caller types, or stopped. To be repeated every few seconds while it lasts. */
    public static final Rpc<Typing, Noted> TYPING =
            new Rpc<>("api.presence.typing", Typing.class, Noted.class).limitedBy(RateLimit.TYPING);

    /** A gateway tells the sockets of some users, renewing its lease on all its users of that shard. */
    public static final Rpc<Report, Leased> REPORT = new Rpc<>("svc.presence.report", Report.class, Leased.class);

    /** The states of some users of one shard. */
    public static final Rpc<Lookup, States> LOOKUP =
            new Rpc<>("svc.presence.lookup", Lookup.class, States.class).idempotent();

    /** Who is online in one shard, for the nodes that do not serve it. */
    public static final Rpc<OfShard, Online> ONLINE =
            new Rpc<>("svc.presence.online", OfShard.class, Online.class).idempotent();

    /** Whether a user may have one more socket, counting those on every node. The socket counts from now on. */
    public static final Rpc<AcquireSocket, SocketAcquired> ACQUIRE_SOCKET =
            new Rpc<>("svc.presence.admit", AcquireSocket.class, SocketAcquired.class);

    /** Takes from what a user may do in a time, counted over all nodes. */
    public static final Rpc<TakeTokens, TokensTaken> TAKE_TOKENS =
            new Rpc<>("svc.presence.spend", TakeTokens.class, TokensTaken.class);

    /** A user has a newer socket, and one too many: the gateway that has this one closes it. */
    public static final Event<Displaced> DISPLACED = new Event<>("evt.presence.displaced", Displaced.class);

    /** A user went online or offline. */
    public static final Event<Changed> CHANGED = new Event<>("evt.presence.changed", Changed.class);

    /** A user began or stopped typing. */
    public static final Event<Typed> TYPED = new Event<>("evt.presence.typed", Typed.class);

    /** The room whose members are asked for. */
    public record InRoomQuery(RoomId room) implements RoomScoped {
        public InRoomQuery {
            Check.present("room", room);
        }
    }

    /** @param lastSeen when the user was last online; absent while online, and when never seen */
    public record State(UserId user, boolean online, Instant lastSeen) {}

    /** States, in no particular order. */
    public record States(List<State> users) {
        public States {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /** @param typing absent: true */
    public record Typing(RoomId room, Boolean typing) implements RoomScoped {
        public Typing {
            Check.present("room", room);
            typing = typing == null ? Boolean.TRUE : typing;
        }
    }

    /** Noted. */
    public record Noted(RoomId room) {}

    /**
     * All users of one shard that have sockets on one gateway node. A user who is not in the list has none there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; another one after each start
     * @param users who has sockets there
     * @param sockets which sockets each of them has; a user who is absent has one
     */
    public record Report(int shard, String node, List<UserId> users, List<Held> sockets) implements Sharded {
        public Report {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            users = users == null ? List.of() : List.copyOf(users);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }

        /** A report that tells no sockets. */
        public Report(int shard, String node, List<UserId> users) {
            this(shard, node, users, null);
        }
    }

    /**
     * @param user whose socket it is
     * @param node the id of the gateway node, as in its reports
     * @param socket the socket's number, unique among the user's on that node; a later socket has a larger one
     * @param max how many a user may have
     * @param displace whether the oldest makes room when there are more; else the new one is refused
     */
    public record AcquireSocket(UserId user, String node, long socket, int max, boolean displace)
            implements UserScoped {
        public AcquireSocket {
            Check.present("user", user);
            Check.printable("node", node, 64);
            Check.range("max", max, 1, Integer.MAX_VALUE);
        }
    }

    /**
     * @param admitted false: too many are there
     * @param settling whether gateways may be there that have not reported to this node yet: count your own too;
     *     absent: no
     */
    public record SocketAcquired(boolean admitted, Boolean settling) {}

    /**
     * @param user who wants to do something
     * @param what the name of the limit; each name counts by itself
     * @param tokens how often
     * @param perMinute how many tokens come back in a minute
     * @param burst how many there are at most
     */
    public record TakeTokens(UserId user, String what, int tokens, int perMinute, int burst) implements UserScoped {
        public TakeTokens {
            Check.present("user", user);
            Check.printable("what", what, 32);
            Check.range("tokens", tokens, 1, 1_000);
            Check.range("perMinute", perMinute, 1, 1_000_000);
            Check.range("burst", burst, 1, 1_000_000);
        }
    }

    /**
     * @param tokens how many were there to take, 0 to the number asked for
     * @param retryAfterMillis when they were fewer than asked for: in how many milliseconds the next one will be there
     */
    public record TokensTaken(int tokens, long retryAfterMillis) {}

    /** @param socket the number of the socket that is to be closed */
    public record Displaced(UserId user, String node, long socket) {
        public Displaced {
            Check.present("user", user);
            Check.printable("node", node, 64);
        }
    }

    /** @param sockets the numbers of the user's sockets, larger for later ones */
    public record Held(UserId user, List<Long> sockets) {
        public Held {
            Check.present("user", user);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /** @param leaseMillis how long the report holds unless another follows */
    public record Leased(long leaseMillis) {}

    /** Users of one shard; at most 1,000. */
    public record Lookup(int shard, List<UserId> users) implements Sharded {
        public Lookup {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            users = users == null ? List.of() : List.copyOf(users);
            Check.range("users", users.size(), 0, 1000);
        }
    }

    /** A whole shard. */
    public record OfShard(int shard) implements Sharded {
        public OfShard {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
        }
    }

    /** Users who are online, in no particular order. */
    public record Online(List<UserId> users) {
        public Online {
            users = users == null ? List.of() : List.copyOf(users);
        }
    }

    /**
     * @param rooms whose members may know
     * @param lastSeen absent while online
     */
    public record Changed(UserId user, boolean online, Instant lastSeen, List<RoomId> rooms) {
        public Changed {
            Check.present("user", user);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /** @param expiresAt when clients drop the hint unless it is renewed; absent when the user stopped */
    public record Typed(RoomId room, UserId user, boolean typing, Instant expiresAt) {
        public Typed {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    private Presence() {}
}
