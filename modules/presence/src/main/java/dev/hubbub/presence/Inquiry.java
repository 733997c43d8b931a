// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.address.Shard;
import java.util.function.IntPredicate;

/**
 * Asks the other nodes who is online in their shards: all of them at the start, then one a second for ever, since what
 * was announced may have been lost.
 */
final class Inquiry {
    private static final long EVERY_MILLIS = 1_000;

    private final Neighbours neighbours;
    private final Time time;
    private final IntPredicate owned;
    private final Attendance attendance;
    private final boolean[] answered = new boolean[Shard.COUNT];
    private int next;
    private long askedAt;

    Inquiry(Neighbours neighbours, Time time, IntPredicate owned, Attendance attendance) {
        this.neighbours = neighbours;
        this.time = time;
        this.owned = owned;
        this.attendance = attendance;
        this.askedAt = time.millis();
    }

    /** Asks for all shards of other nodes. */
    void begin() {
        for (int shard = 0; shard < Shard.COUNT; shard++) {
            ask(shard);
        }
    }

    /** To be called often. */
    void step() {
        if (time.millis() - askedAt >= EVERY_MILLIS) {
            askedAt = time.millis();
            next = following();
            ask(next);
        }
    }

    /** The next one in the round; those of which nothing is known come first. */
    private int following() {
        for (int i = 1; i <= Shard.COUNT; i++) {
            int shard = (next + i) % Shard.COUNT;
            if (!answered[shard] && !owned.test(shard)) {
                return shard;
            }
        }
        return (next + 1) % Shard.COUNT;
    }

    private void ask(int shard) {
        if (!owned.test(shard)) {
            neighbours.online(shard).onSuccess(online -> {
                answered[shard] = true;
                attendance.learn(shard, online.users());
            });
        }
    }
}
