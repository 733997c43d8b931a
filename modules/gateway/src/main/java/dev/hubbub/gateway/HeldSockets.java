// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Held;
import dev.hubbub.contract.value.UserId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sockets that users have on this node, by shard: those that are here, and those that have a place and are about to
 * come. Safe for use by several threads.
 */
final class HeldSockets {
    private final List<Map<UserId, Map<Long, Boolean>>> shards = Stream.generate(
                    () -> (Map<UserId, Map<Long, Boolean>>) new HashMap<UserId, Map<Long, Boolean>>())
            .limit(Shard.COUNT)
            .toList();
    private final BitSet changed = new BitSet(Shard.COUNT);
    private long newest;

    /**
     * A place for one more. Numbers grow with the time of day, so that those of several nodes compare too, as well as
     * their clocks do.
     */
    synchronized long reserve(UserId user, long nowMillis) {
        newest = Math.max(newest + 1, nowMillis * 1_000);
        users(user).computeIfAbsent(user, first -> new LinkedHashMap<>()).put(newest, false);
        return newest;
    }

    /** It is here. */
    synchronized void arrived(UserId user, long socket) {
        users(user).get(user).put(socket, true);
        changed.set(Shard.of(user.value()));
    }

    /** It is gone, or does not come. */
    synchronized void left(UserId user, long socket) {
        Map<Long, Boolean> sockets = users(user).get(user);
        sockets.remove(socket);
        if (sockets.isEmpty()) {
            users(user).remove(user);
        }
        changed.set(Shard.of(user.value()));
    }

    /** The user's sockets and places, the oldest first. */
    synchronized List<Long> of(UserId user) {
        return List.copyOf(users(user).getOrDefault(user, Map.of()).keySet());
    }

    /** How many users have sockets or places. */
    synchronized int users() {
        return shards.stream().mapToInt(Map::size).sum();
    }

    /** The shards in which something has changed since this was asked before. */
    synchronized BitSet takeChanged() {
        BitSet taken = (BitSet) changed.clone();
        changed.clear();
        return taken;
    }

    /** Users of the shard who have a socket here. */
    synchronized List<UserId> present(int shard) {
        return shards.get(shard).entrySet().stream()
                .filter(user -> user.getValue().containsValue(true))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The numbers of all sockets and places in the shard. */
    synchronized List<Held> held(int shard) {
        List<Held> held = new ArrayList<>();
        shards.get(shard).forEach((user, sockets) -> held.add(new Held(user, List.copyOf(sockets.keySet()))));
        return held;
    }

    private Map<UserId, Map<Long, Boolean>> users(UserId user) {
        return shards.get(Shard.of(user.value()));
    }
}
