// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.limits;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.address.Sharded;
import dev.hubbub.contract.address.UserScoped;
import dev.hubbub.contract.value.Check;
import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate limits and socket quotas of users, counted over all nodes. Kept in memory: a restart forgets what was counted. */
public final class Limits {
    /** Takes tokens of a rate limit. */
    public static final Rpc<TakeTokens, TokensTaken> TAKE_TOKENS =
            new Rpc<>("svc.limits.take", TakeTokens.class, TokensTaken.class);

    /** Whether a user may have one more socket, counting those on every node. The socket counts from now on. */
    public static final Rpc<AcquireSocket, SocketAcquired> ACQUIRE_SOCKET =
            new Rpc<>("svc.limits.acquire", AcquireSocket.class, SocketAcquired.class);

    /** A gateway tells the sockets of the users of one shard, renewing its lease on all of them. */
    public static final Rpc<HoldSockets, Leased> HOLD_SOCKETS =
            new Rpc<>("svc.limits.hold", HoldSockets.class, Leased.class);

    /** A user has a newer socket, and one too many: the gateway that has this one closes it. */
    public static final Event<Displaced> DISPLACED = new Event<>("evt.limits.displaced", Displaced.class);

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
     * @param remaining how many are left for others to take; absent: not known
     */
    public record TokensTaken(int tokens, long retryAfterMillis, @Nullable Integer remaining) {
        /** An answer that does not say how many are left. */
        public TokensTaken(int tokens, long retryAfterMillis) {
            this(tokens, retryAfterMillis, null);
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
     * @param acquired false: too many are there
     * @param settling whether there may be gateways that have not reported to this node yet: count your own too;
     *     absent: no
     */
    public record SocketAcquired(boolean acquired, @Nullable Boolean settling) {}

    /**
     * All sockets of the users of one shard on one gateway node. A user who is not in the list has none there.
     *
     * @param shard the shard of every user in the list
     * @param node the id of the gateway node; another one after each start
     */
    public record HoldSockets(int shard, String node, List<UserSockets> sockets) implements Sharded {
        public HoldSockets {
            Check.range("shard", shard, 0, Shard.COUNT - 1);
            Check.printable("node", node, 64);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /** @param sockets the numbers of the user's sockets, larger for later ones */
    public record UserSockets(UserId user, List<Long> sockets) {
        public UserSockets {
            Check.present("user", user);
            sockets = sockets == null ? List.of() : List.copyOf(sockets);
        }
    }

    /** @param leaseMillis how long the report holds unless another follows */
    public record Leased(long leaseMillis) {}

    /** @param socket the number of the socket that is to be closed */
    public record Displaced(UserId user, String node, long socket) {
        public Displaced {
            Check.present("user", user);
            Check.printable("node", node, 64);
        }
    }

    private Limits() {}
}
