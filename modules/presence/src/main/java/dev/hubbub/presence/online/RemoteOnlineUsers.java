// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.Online;
import dev.hubbub.contract.presence.PresenceStatus;
import dev.hubbub.contract.value.UserId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which users are connected in the shards of other nodes, and what is shown of them, as far as is known here. When such a
 * node dies, the new owner of its shard starts with these users, so that it can declare them offline.
 */
final class RemoteOnlineUsers {
    static final int MAX_USERS_OF_SHARD = 6_250; // 200,000 in all

    private final List<Map<UserId, Shown>> usersByShard = Stream.generate(
                    () -> (Map<UserId, Shown>) new HashMap<UserId, Shown>())
            .limit(Shard.COUNT)
            .toList();
    private volatile int size;

    void apply(Changed changed) {
        Map<UserId, Shown> users = usersByShard.get(Shard.of(changed.user().value()));
        if (!changed.online()) {
            users.remove(changed.user());
        } else if (users.size() < MAX_USERS_OF_SHARD || users.containsKey(changed.user())) {
            users.put(changed.user(), Shown.of(changed.status(), changed.text()));
        }
        count();
    }

    /** How many users; from any thread. */
    int size() {
        return size;
    }

    /** What is shown of the user; null: the user is not connected. */
    @Nullable
    Shown shown(UserId user) {
        return usersByShard.get(Shard.of(user.value())).get(user);
    }

    /** The statuses of the users of a shard. */
    Map<UserId, PresenceStatus> statuses(int shard) {
        return usersByShard.get(shard).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().status()));
    }

    /** Replaces the users of a shard by what its owner answered, which has no texts: those known here stay. */
    void replaceShard(int shard, Online online) {
        Map<UserId, Shown> before = usersByShard.get(shard);
        Set<UserId> away = new HashSet<>(online.away());
        Set<UserId> invisible = new HashSet<>(online.invisible());
        Map<UserId, Shown> users = new HashMap<>();
        for (UserId user : online.users()) {
            PresenceStatus other = invisible.contains(user) ? PresenceStatus.INVISIBLE : null;
            PresenceStatus status = other == null && away.contains(user) ? PresenceStatus.AWAY : other;
            Shown known = before.get(user);
            users.put(
                    user, Shown.of(status, known == null ? null : known.chosen().text()));
        }
        replaceShard(shard, users);
    }

    /** Replaces the users of a shard that another node owns. */
    void replaceShard(int shard, Map<UserId, Shown> online) {
        Map<UserId, Shown> users = usersByShard.get(shard);
        users.clear();
        online.entrySet().stream().limit(MAX_USERS_OF_SHARD).forEach(each -> users.put(each.getKey(), each.getValue()));
        count();
    }

    /** Removes and returns the users of a shard that this node owns from now on. */
    Map<UserId, Shown> removeShard(int shard) {
        Map<UserId, Shown> online = Map.copyOf(usersByShard.get(shard));
        usersByShard.get(shard).clear();
        count();
        return online;
    }

    private void count() {
        size = usersByShard.stream().mapToInt(Map::size).sum();
    }
}
