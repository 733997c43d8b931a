// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import dev.hubbub.contract.address.Shard;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import java.util.function.IntPredicate;

/**
 * Asks the other nodes which users are online in their shards, unless they are those that are known here: all shards at
 * the start, then one a second, because published events may be lost.
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

    /** Asks for every shard of other nodes. */
    public void syncAll() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            sync(shard);
        }
    }

    /** To be called often: asks for the next shard when it is time. */
    public void syncDue() {
        if (clock.millis() - syncedAt >= INTERVAL_MILLIS) {
            syncedAt = clock.millis();
            next = nextShard();
            sync(next);
        }
    }

    /** The next shard in the round; shards without any answer yet come first. */
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
            services.onlineUsers(shard, onlineUsers.digest(shard)).onSuccess(answer -> {
                answered[shard] = true;
                if (!Boolean.TRUE.equals(answer.unchanged())) {
                    onlineUsers.updateRemoteShard(shard, answer);
                }
            });
        }
    }
}
