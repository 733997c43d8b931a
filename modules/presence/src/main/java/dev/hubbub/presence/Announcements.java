// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;

/** Tells the rooms of a user that the user came or went; by the rooms known before if the store is away. */
final class Announcements {
    /** Of users in more rooms than this, only so many hear. */
    static final int MAX_ROOMS = 300;

    private static final int MAX_KNOWN_USERS = 10_000;

    private final Neighbours neighbours;
    private final IntPredicate owned;
    private final Errands<Change> errands;
    private final Cache<UserId, List<RoomId>> known = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_KNOWN_USERS)
            .build();

    private record Change(boolean online, Instant lastSeen) {}

    /** @param owned whether a shard is still this node's: another node's users are not announced here */
    Announcements(Neighbours neighbours, Time time, IntPredicate owned) {
        this.neighbours = neighbours;
        this.owned = owned;
        this.errands = new Errands<>("announcing who came and went", time, this::announce);
    }

    void online(UserId user) {
        errands.add(user, new Change(true, null));
    }

    void offline(UserId user, Instant lastSeen) {
        errands.add(user, new Change(false, lastSeen));
    }

    /** How many wait to be told. */
    int waiting() {
        return errands.size();
    }

    /** About of how many users the rooms are known. */
    long known() {
        return known.estimatedSize();
    }

    void retry() {
        errands.retry();
    }

    private Future<?> announce(UserId user, Change change) {
        return rooms(user).onSuccess(rooms -> announce(user, change, rooms));
    }

    private void announce(UserId user, Change change, List<RoomId> rooms) {
        if (owned.test(Shard.of(user.value()))) {
            neighbours.announce(new Changed(user, change.online(), change.lastSeen(), rooms));
        }
    }

    private Future<List<RoomId>> rooms(UserId user) {
        return neighbours
                .rooms(user)
                .map(found -> found.rooms().stream().limit(MAX_ROOMS).toList())
                .onSuccess(rooms -> known.put(user, rooms))
                .recover(cause -> {
                    List<RoomId> before = known.getIfPresent(user);
                    return before == null ? Future.failedFuture(cause) : Future.succeededFuture(before);
                });
    }
}
