// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.Shard;
import dev.hubbub.contract.UserId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is online in the shards of other nodes, as far as these have told everybody. When such a node dies, the one that
 * takes its shard over knows from here whom to declare offline.
 */
final class Elsewhere {
    private static final int MAX_USERS = 200_000;

    private final Cache<UserId, Integer> shards =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_USERS).build();

    void hear(Presence.Changed changed) {
        if (changed.online()) {
            shards.put(changed.user(), Shard.of(changed.user().value()));
        } else {
            shards.invalidate(changed.user());
        }
    }

    long size() {
        return shards.estimatedSize();
    }

    boolean online(UserId user) {
        return shards.getIfPresent(user) != null;
    }

    /** Another node has this shard from now on. */
    void give(int shard, Collection<UserId> online) {
        online.forEach(user -> shards.put(user, shard));
    }

    /** This node has the shard from now on. */
    Set<UserId> take(int shard) {
        Set<UserId> online = shards.asMap().entrySet().stream()
                .filter(entry -> entry.getValue() == shard)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        shards.invalidateAll(online);
        return online;
    }
}
