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
import java.util.stream.Stream;

/**
 * The sockets that users have on this node, by shard: those that are open, and those that are reserved and about to
 * open. Safe for use by several threads.
 */
public final class UserSockets {
    private final List<Map<UserId, Map<Long, Boolean>>> shards = Stream.generate(
                    () -> (Map<UserId, Map<Long, Boolean>>) new HashMap<UserId, Map<Long, Boolean>>())
            .limit(Shard.COUNT)
            .toList();
    private final BitSet changed = new BitSet(Shard.COUNT);
    private long newest;

    /**
     * Reserves one more socket. Numbers grow with the time of day, so that those of several nodes compare too, as well
     * as their clocks do.
     */
    synchronized long reserve(UserId user, long nowMillis) {
        newest = Math.max(newest + 1, nowMillis * 1_000);
        users(user).computeIfAbsent(user, first -> new LinkedHashMap<>()).put(newest, false);
        return newest;
    }

    /** The socket is open. */
    public synchronized void connected(UserId user, long socket) {
        Objects.requireNonNull(users(user).get(user), "not reserved").put(socket, true);
        changed.set(Shard.of(user.value()));
    }

    /** The socket is closed, or does not open. */
    public synchronized void released(UserId user, long socket) {
        users(user).computeIfPresent(user, (same, sockets) -> {
            sockets.remove(socket);
            return sockets.isEmpty() ? null : sockets;
        });
        changed.set(Shard.of(user.value()));
    }

    /** The open and reserved sockets of the user, the oldest first. */
    synchronized List<Long> of(UserId user) {
        return List.copyOf(users(user).getOrDefault(user, Map.of()).keySet());
    }

    /** How many users have open or reserved sockets. */
    public synchronized int users() {
        return shards.stream().mapToInt(Map::size).sum();
    }

    /** The shards in which something has changed since this was asked before. */
    public synchronized BitSet takeChanged() {
        BitSet taken = (BitSet) changed.clone();
        changed.clear();
        return taken;
    }

    /** Users of the shard who have a socket here. */
    public synchronized List<UserId> present(int shard) {
        return shards.get(shard).entrySet().stream()
                .filter(user -> user.getValue().containsValue(true))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The numbers of all open and reserved sockets in the shard. */
    public synchronized List<HeldSockets> held(int shard) {
        List<HeldSockets> held = new ArrayList<>();
        shards.get(shard).forEach((user, sockets) -> held.add(new HeldSockets(user, List.copyOf(sockets.keySet()))));
        return held;
    }

    private Map<UserId, Map<Long, Boolean>> users(UserId user) {
        return shards.get(Shard.of(user.value()));
    }
}
