// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.limits;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Service;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate limits and socket quotas of users over all nodes. They are kept in memory: a restart forgets what was counted. */
public final class Limits {
    /** Takes tokens from a rate limit of a user over all nodes. */
    public static final Rpc<TakeTokens, TokensTaken> TAKE_TOKENS =
            Service.LIMITS.rpc("svc.limits.take", TakeTokens.class, TokensTaken.class);

    /** Asks for one more socket of a user, within the quota over all nodes. An acquired socket counts from now on. */
    public static final Rpc<AcquireSocket, SocketAcquired> ACQUIRE_SOCKET =
            Service.LIMITS.rpc("svc.limits.acquire", AcquireSocket.class, SocketAcquired.class);

    /** A gateway reports the sockets of its users of one shard, which renews its lease on them. */
    public static final Rpc<HoldSockets, Leased> HOLD_SOCKETS =
            Service.LIMITS.rpc("svc.limits.hold", HoldSockets.class, Leased.class);

    /** A gateway reports of which users of one shard the sockets have changed, or that none have; either renews its lease. */
    public static final Rpc<UpdateSockets, Leased> UPDATE_SOCKETS =
            Service.LIMITS.rpc("svc.limits.update", UpdateSockets.class, Leased.class);

    /** A gateway has closed a socket of a user, which does not count from now on, whatever was reported. */
    public static final Rpc<ReleaseSocket, SocketReleased> RELEASE_SOCKET =
            Service.LIMITS.rpc("svc.limits.release", ReleaseSocket.class, SocketReleased.class);

    /** A user has all sockets allowed and wants one more: each gateway asks those that it has for a sign of life. */
    public static final Event<Exhausted> EXHAUSTED = new Event<>("evt.limits.exhausted", Exhausted.class);

    /** A newer socket of a user displaced this one: its gateway closes it. */
    public static final Event<Displaced> DISPLACED = new Event<>("evt.limits.displaced", Displaced.class);

    /**
     * @param user the user of the limit
     * @param what the name of the limit; each name has its own bucket
     * @param tokens how many tokens to take
     * @param perMinute how many tokens come back in a minute, or in as many as {@code minutes} says
     * @param burst how many tokens the bucket holds at most
     * @param room of a limit in a room: each room has its own bucket; else absent
     * @param minutes in how many minutes {@code perMinute} tokens come back; absent: in one
     * @param whole whether to take none when there are fewer; absent: as many as there are
     */
    public record TakeTokens(
            UserId user,
            String what,
            int tokens,
            int perMinute,
            int burst,
            @Nullable RoomId room,
            @Nullable Integer minutes,
            @Nullable Boolean whole)
            implements UserScoped {
        public TakeTokens {
            Check.present("user", user);
            Check.printable("what", what, 32);
            Check.range("tokens", tokens, 1, 1_000);
            Check.range("perMinute", perMinute, 1, 1_000_000);
            Check.range("burst", burst, 1, 1_000_000);
            if (minutes != null) {
                Check.range("minutes", minutes, 1, 1_440);
            }
        }

        /** All of these tokens, or none, of a limit for an hour. */
        public static TakeTokens allOfAnHour(UserId user, String what, int tokens, int perHour) {
            return new TakeTokens(user, what, tokens, perHour, perHour, null, 60, true);
        }

        /** Tokens of a limit that counts in no room of its own. */
        public TakeTokens(UserId user, String what, int tokens, int perMinute, int burst) {
            this(user, what, tokens, perMinute, burst, null, null, null);
        }

        /** The same in a room, or in none. */
        public TakeTokens in(@Nullable RoomId where) {
            return new TakeTokens(user, what, tokens, perMinute, burst, where, minutes, whole);
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
     * @param acquired false: the user has too many sockets
     * @param settling whether some gateways may not have reported to this node yet, so that the caller counts its own
     *     sockets too; absent: no
     */
    public record SocketAcquired(boolean acquired, @Nullable Boolean settling) {}

    /**
     * The sockets of all users of one shard on one gateway node. A user who is not in the list has no socket there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; a new one after each start
     * @param sockets the users that have sockets there, each user once
     * @param version of the sockets of this shard on that node, higher in each later report; absent: the node sends no
     *     {@link UpdateSockets}
     */
    public record HoldSockets(int shard, String node, List<HeldSockets> sockets, @Nullable Long version)
            implements Sharded {
        public HoldSockets {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
            if (version != null) {
                Check.range("version", version, 1, Long.MAX_VALUE);
            }
        }

        /** A report of a node that sends no updates. */
        public HoldSockets(int shard, String node, List<HeldSockets> sockets) {
            this(shard, node, sockets, null);
        }
    }

    /**
     * The users of one shard whose sockets on one gateway node have changed. It holds for the owner that has their
     * version {@code from}; any other answers with the version that it has, and gets a {@link HoldSockets}.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node, as in its reports
     * @param from the version before these changes
     * @param version the version after them; {@code from} when there are none
     * @param sockets all sockets of each user that has changed; a user without sockets has none any more
     */
    public record UpdateSockets(int shard, String node, long from, long version, List<HeldSockets> sockets)
            implements Sharded {
        public UpdateSockets {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            Check.range("from", from, 1, Long.MAX_VALUE);
            Check.range("version", version, from, Long.MAX_VALUE);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /** @param sockets the numbers of the sockets of the user, larger for later sockets */
    public record HeldSockets(UserId user, List<Long> sockets) {
        public HeldSockets {
            Check.present("user", user);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /**
     * @param leaseMillis how long the report is valid unless another follows
     * @param version of the node's sockets that the owner has now, 0 when it has none; absent: the owner takes no
     *     {@link UpdateSockets}, as those of an older release
     */
    public record Leased(long leaseMillis, @Nullable Long version) {}

    /**
     * @param user the user of the socket
     * @param node the id of the gateway node, as in its reports
     * @param socket the number of the socket
     */
    public record ReleaseSocket(UserId user, String node, long socket) implements UserScoped {
        public ReleaseSocket {
            Check.present("user", user);
            Check.printable("node", node, 64);
        }
    }

    /** @param released whether the socket was counted */
    public record SocketReleased(boolean released) {}

    /** @param user who has all sockets allowed */
    public record Exhausted(UserId user) {
        public Exhausted {
            Check.present("user", user);
        }
    }

    /** @param socket the number of the socket to close */
    public record Displaced(UserId user, String node, long socket) {
        public Displaced {
            Check.present("user", user);
            Check.printable("node", node, 64);
        }
    }

    private Limits() {}
}
