// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.value.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who is online in the shards of other nodes, as far as these have told. When such a node dies, the one that takes its
 * shard over knows from here whom to declare offline.
 */
final class Elsewhere {
    static final int MAX_USERS_OF_SHARD = 6_250; // 200,000 in all

    private final List<Set<UserId>> shards = Stream.generate(() -> (Set<UserId>) new HashSet<UserId>())
            .limit(Shard.COUNT)
            .toList();
    private volatile int size;

    void hear(Presence.Changed changed) {
        Set<UserId> online = shards.get(Shard.of(changed.user().value()));
        if (!changed.online()) {
            online.remove(changed.user());
        } else if (online.size() < MAX_USERS_OF_SHARD) {
            online.add(changed.user());
        }
        count();
    }

    /** How many it knows of; from any thread. */
    int size() {
        return size;
    }

    boolean online(UserId user) {
        return shards.get(Shard.of(user.value())).contains(user);
    }

    /** Another node has this shard, in which these are online. */
    void give(int shard, Collection<UserId> online) {
        Set<UserId> known = shards.get(shard);
        known.clear();
        online.stream().limit(MAX_USERS_OF_SHARD).forEach(known::add);
        count();
    }

    /** This node has the shard from now on. */
    Set<UserId> take(int shard) {
        Set<UserId> online = Set.copyOf(shards.get(shard));
        shards.get(shard).clear();
        count();
        return online;
    }

    private void count() {
        size = shards.stream().mapToInt(Set::size).sum();
    }
}
