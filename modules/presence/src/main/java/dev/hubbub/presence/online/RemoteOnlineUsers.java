// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

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
final class RemoteOnlineUsers {
    static final int MAX_USERS_OF_SHARD = 6_250; // 200,000 in all

    private final List<Set<UserId>> usersByShard = Stream.generate(() -> (Set<UserId>) new HashSet<UserId>())
            .limit(Shard.COUNT)
            .toList();
    private volatile int size;

    void apply(Presence.Changed changed) {
        Set<UserId> online = usersByShard.get(Shard.of(changed.user().value()));
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

    boolean isOnline(UserId user) {
        return usersByShard.get(Shard.of(user.value())).contains(user);
    }

    /** Another node has this shard, in which these are online. */
    void replaceShard(int shard, Collection<UserId> online) {
        Set<UserId> users = usersByShard.get(shard);
        users.clear();
        online.stream().limit(MAX_USERS_OF_SHARD).forEach(users::add);
        count();
    }

    /** This node has the shard from now on. */
    Set<UserId> removeShard(int shard) {
        Set<UserId> online = Set.copyOf(usersByShard.get(shard));
        usersByShard.get(shard).clear();
        count();
        return online;
    }

    private void count() {
        size = usersByShard.stream().mapToInt(Set::size).sum();
    }
}
