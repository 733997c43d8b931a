// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.limits;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.limits.Limits.HeldSockets;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The sockets that users have on this node, by shard: those that are open, and those that are reserved and about to
 * open; and what has changed since it was taken for a report. Safe for use by several threads.
 */
public final class UserSockets {
    private final List<ShardSockets> shards =
            Stream.generate(ShardSockets::new).limit(Shard.COUNT).toList();
    private final boolean reportsSockets;
    private long newest;

    /** @param reportsSockets whether changes of sockets are taken too, not only those of users */
    public UserSockets(boolean reportsSockets) {
        this.reportsSockets = reportsSockets;
    }

    private final class ShardSockets {
        private final Map<UserId, Map<Long, Boolean>> users = new HashMap<>();
        private final ChangedUsers changedUsers = new ChangedUsers();
        private final ChangedUsers changedSockets = new ChangedUsers();
        private int present;

        boolean isPresent(UserId user) {
            return users.getOrDefault(user, Map.of()).containsValue(true);
        }

        void changed(UserId user) {
            if (reportsSockets) {
                changedSockets.add(user);
            }
        }

        void changed(UserId user, boolean before) {
            changed(user);
            boolean now = isPresent(user);
            if (now != before) {
                changedUsers.add(user);
                present += now ? 1 : -1;
            }
        }

        HeldSockets held(UserId user) {
            return new HeldSockets(
                    user, List.copyOf(users.getOrDefault(user, Map.of()).keySet()));
        }
    }

    /** Users who came, and users who left. */
    public record UserChanges(List<UserId> arrived, List<UserId> left) {}

    /**
     * Reserves one more socket. Numbers grow with the time of day, so that those of several nodes compare too, as well
     * as their clocks do.
     */
    synchronized long reserve(UserId user, long nowMillis) {
        newest = Math.max(newest + 1, nowMillis * 1_000);
        ShardSockets shard = shard(user);
        shard.users.computeIfAbsent(user, first -> new LinkedHashMap<>()).put(newest, false);
        shard.changed(user);
        return newest;
    }

    /** The socket is open. */
    public synchronized void connected(UserId user, long socket) {
        ShardSockets shard = shard(user);
        boolean before = shard.isPresent(user);
        Objects.requireNonNull(shard.users.get(user), "not reserved").put(socket, true);
        shard.changed(user, before);
    }

    /** The socket is closed, or does not open. */
    public synchronized void released(UserId user, long socket) {
        ShardSockets shard = shard(user);
        boolean before = shard.isPresent(user);
        shard.users.computeIfPresent(user, (same, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
        shard.changed(user, before);
    }

    /** Whether the user has an open socket. */
    public synchronized boolean isPresent(UserId user) {
        return shard(user).isPresent(user);
    }

    /** Something else is to be reported of the user than who has sockets. */
    public synchronized void changed(UserId user) {
        ShardSockets shard = shard(user);
        if (shard.isPresent(user)) {
            shard.changedUsers.add(user);
        }
    }

    /** The open and reserved sockets of the user, the oldest first. */
    synchronized List<Long> of(UserId user) {
        return shard(user).held(user).sockets();
    }

    /** How many users have open or reserved sockets. */
    public synchronized int users() {
        return shards.stream().mapToInt(shard -> shard.users.size()).sum();
    }

    /** How many changes of users and of their sockets were not taken yet. */
    public synchronized int changes() {
        return shards.stream()
                .mapToInt(shard -> shard.changedUsers.size() + shard.changedSockets.size())
                .sum();
    }

    /** The shards in which users came or left since that was taken. */
    public synchronized BitSet changedUsers() {
        return which(shard -> !shard.changedUsers.isEmpty());
    }

    /** The shards in which sockets were opened or closed since that was taken. */
    public synchronized BitSet changedSockets() {
        return which(shard -> !shard.changedSockets.isEmpty());
    }

    private BitSet which(Predicate<ShardSockets> wanted) {
        return IntStream.range(0, Shard.COUNT)
                .filter(shard -> wanted.test(shards.get(shard)))
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /** Whether no user of the shard has a socket here. */
    public synchronized boolean isAbsent(int shard) {
        return shards.get(shard).present == 0;
    }

    /** Whether there is no open or reserved socket in the shard. */
    public synchronized boolean isFree(int shard) {
        return shards.get(shard).users.isEmpty();
    }

    /** Takes all users of the shard who have a socket here. */
    public synchronized List<UserId> takePresent(int shard) {
        ShardSockets taken = shards.get(shard);
        taken.changedUsers.take();
        return taken.users.keySet().stream().filter(taken::isPresent).toList();
    }

    /** Takes which users of the shard came or left; empty when they are too many to be kept. */
    public synchronized Optional<UserChanges> takeUserChanges(int shard) {
        ShardSockets taken = shards.get(shard);
        return taken.changedUsers.take().map(users -> {
            List<UserId> arrived = users.stream().filter(taken::isPresent).toList();
            return new UserChanges(
                    arrived,
                    users.stream().filter(user -> !taken.isPresent(user)).toList());
        });
    }

    /** Takes the numbers of all open and reserved sockets in the shard. */
    public synchronized List<HeldSockets> takeHeld(int shard) {
        ShardSockets taken = shards.get(shard);
        taken.changedSockets.take();
        List<HeldSockets> held = new ArrayList<>();
        taken.users.keySet().forEach(user -> held.add(taken.held(user)));
        return held;
    }

    /** Takes the sockets of the users of whom some changed; empty when they are too many to be kept. */
    public synchronized Optional<List<HeldSockets>> takeSocketChanges(int shard) {
        ShardSockets taken = shards.get(shard);
        return taken.changedSockets
                .take()
                .map(users -> users.stream().map(taken::held).toList());
    }

    private ShardSockets shard(UserId user) {
        return shards.get(Shard.of(user.value()));
    }
}
