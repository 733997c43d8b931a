// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import java.util.function.IntPredicate;

/**
 * Asks the other nodes who is online in their shards: all of them at the start, then one a second for ever, since what
 * was announced may have been lost.
 */
public final class OnlineUsersSync {
    private static final long INTERVAL_MILLIS = 1_000;

    private final RemoteServices services;
    private final Clock clock;
    private final IntPredicate owned;
    private final OnlineUsers onlineUsers;
    private final boolean[] answered = new boolean[Shard.COUNT];
    private int next;
    private long syncedAt;

    public OnlineUsersSync(RemoteServices services, Clock clock, IntPredicate owned, OnlineUsers onlineUsers) {
        this.services = services;
        this.clock = clock;
        this.owned = owned;
        this.onlineUsers = onlineUsers;
        this.syncedAt = clock.millis();
    }

    /** Asks for all shards of other nodes. */
    public void syncAll() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            sync(shard);
        }
    }

    /** To be called often. */
    public void syncDue() {
        if (clock.millis() - syncedAt >= INTERVAL_MILLIS) {
            syncedAt = clock.millis();
            next = nextShard();
            sync(next);
        }
    }

    /** The next one in the round; those of which nothing is known come first. */
    private int nextShard() {
        for (int i = 1; i <= Shard.COUNT; i++) {
            int shard = (next + i) % Shard.COUNT;
            if (!answered[shard] && !owned.test(shard)) {
                return shard;
            }
        }
        return (next + 1) % Shard.COUNT;
    }

    private void sync(int shard) {
        if (!owned.test(shard)) {
            services.onlineUsers(shard).onSuccess(answer -> {
                answered[shard] = true;
                onlineUsers.updateRemoteShard(shard, answer.users());
            });
        }
    }
}
