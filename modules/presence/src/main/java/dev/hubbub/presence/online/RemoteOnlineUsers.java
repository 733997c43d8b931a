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
 * Which users are online in the shards of other nodes, as far as is known here. When such a node dies, the new owner of
 * its shard starts with these users, so that it can declare them offline.
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

    /** How many users; from any thread. */
    int size() {
        return size;
    }

    boolean isOnline(UserId user) {
        return usersByShard.get(Shard.of(user.value())).contains(user);
    }

    /** The users of a shard. */
    Set<UserId> users(int shard) {
        return usersByShard.get(shard);
    }

    /** Replaces the users of a shard that another node owns. */
    void replaceShard(int shard, Collection<UserId> online) {
        Set<UserId> users = usersByShard.get(shard);
        users.clear();
        online.stream().limit(MAX_USERS_OF_SHARD).forEach(users::add);
        count();
    }

    /** Removes and returns the users of a shard that this node owns from now on. */
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
