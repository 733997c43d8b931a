// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.presence;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.RateLimit;
import dev.hubbub.contract.address.RoomScoped;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.address.UserScoped;
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

    /** A gateway reports all its users of one shard and their sockets, which renews its lease on them. */
    public static final Rpc<Report, Leased> REPORT = new Rpc<>("svc.presence.report", Report.class, Leased.class);

    /** The states of some users of one shard. */
    public static final Rpc<Lookup, States> LOOKUP =
            new Rpc<>("svc.presence.lookup", Lookup.class, States.class).idempotent();

    /** Who is online in one shard, for the nodes that do not serve it. */
    public static final Rpc<OfShard, Online> ONLINE =
            new Rpc<>("svc.presence.online", OfShard.class, Online.class).idempotent();

    /** Asks for one more socket of a user, within the quota over all nodes. An admitted socket counts from now on. */
    public static final Rpc<AcquireSocket, SocketAcquired> ACQUIRE_SOCKET =
            new Rpc<>("svc.presence.admit", AcquireSocket.class, SocketAcquired.class);

    /** Takes tokens from a rate limit of a user over all nodes. */
    public static final Rpc<TakeTokens, TokensTaken> TAKE_TOKENS =
            new Rpc<>("svc.presence.spend", TakeTokens.class, TokensTaken.class);

    /** A newer socket of a user displaced this one: its gateway closes it. */
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
     * @param sockets which sockets each user has; a user who is absent has one
     */
    public record Report(int shard, String node, List<UserId> users, @Defaulted List<Held> sockets) implements Sharded {
        public Report {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            users = users == null ? List.of() : List.copyOf(users);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }

        /** A report without socket numbers. */
        public Report(int shard, String node, List<UserId> users) {
            this(shard, node, users, List.of());
        }
    }

    /**
     * @param user the user of the socket
     * @param node the id of the gateway node, as in its reports
     * @param socket the number of the socket, unique for the user on that node; a later socket has a larger number
     * @param max how many sockets the user may have
     * @param displace whether the oldest socket makes room for the new one; else the new one is refused
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
     * @param admitted false: the user has too many sockets
     * @param settling whether some gateways may not have reported to this node yet, so that the caller counts its own
     *     sockets too; absent: no
     */
    public record SocketAcquired(boolean admitted, @Nullable Boolean settling) {}

    /**
     * @param user the user of the limit
     * @param what the name of the limit; each name has its own bucket
     * @param tokens how many tokens to take
     * @param perMinute how many tokens come back in a minute
     * @param burst how many tokens the bucket holds at most
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
     * @param tokens how many were taken, 0 to the number asked for
     * @param retryAfterMillis when fewer were taken: in how many milliseconds the next token comes
     * @param remaining how many are left for others to take; absent: not known
     */
    public record TokensTaken(int tokens, long retryAfterMillis, @Nullable Integer remaining) {
        /** An answer that does not say how many are left. */
        public TokensTaken(int tokens, long retryAfterMillis) {
            this(tokens, retryAfterMillis, null);
        }
    }

    /** @param socket the number of the socket to close */
    public record Displaced(UserId user, String node, long socket) {
        public Displaced {
            Check.present("user", user);
            Check.printable("node", node, 64);
        }
    }

    /** @param sockets the numbers of the sockets of the user, larger for later sockets */
    public record Held(UserId user, List<Long> sockets) {
        public Held {
            Check.present("user", user);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /** @param leaseMillis how long the report is valid unless another follows */
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
     * @param rooms the rooms whose members are told
     * @param lastSeen absent while the user is online
     */
    public record Changed(UserId user, boolean online, @Nullable Instant lastSeen, List<RoomId> rooms) {
        public Changed {
            Check.present("user", user);
            rooms = rooms == null ? List.of() : List.copyOf(rooms);
        }
    }

    /** @param expiresAt when clients drop the hint unless it is renewed; absent when the user stopped */
    public record Typed(RoomId room, UserId user, boolean typing, @Nullable Instant expiresAt) {
        public Typed {
            Check.present("room", room);
            Check.present("user", user);
        }
    }

    private Presence() {}
}
