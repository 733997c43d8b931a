// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Publishes to the rooms of a user that the user went online or offline; to cached rooms while the store is away. */
public final class PresencePublisher {
    /** Changes of a user in more rooms are published to so many of them. */
    static final int MAX_ROOMS = 300;

    private static final int MAX_CACHED_USERS = 10_000;

    private final RemoteServices services;
    private final IntPredicate owned;
    private final RetryQueue<Change> queue;
    private final Cache<UserId, List<RoomId>> cachedRooms = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_CACHED_USERS)
            .build();

    /** @param lastSeen null when the user is online */
    private record Change(boolean online, @Nullable Instant lastSeen) {}

    /** @param owned whether this node still owns a shard: users of other shards are not published */
    public PresencePublisher(RemoteServices services, Clock clock, IntPredicate owned) {
        this.services = services;
        this.owned = owned;
        this.queue = new RetryQueue<>("announcing who came and went", clock, this::publish);
    }

    void publishOnline(UserId user) {
        queue.add(user, new Change(true, null));
    }

    void publishOffline(UserId user, Instant lastSeen) {
        queue.add(user, new Change(false, lastSeen));
    }

    /** How many users wait to be published. */
    public int waiting() {
        return queue.size();
    }

    /** Of about how many users the rooms are cached. */
    public long cachedUsers() {
        return cachedRooms.estimatedSize();
    }

    public void retryDue() {
        queue.retryDue();
    }

    private Future<?> publish(UserId user, Change change) {
        return roomsOf(user).onSuccess(rooms -> publish(user, change, rooms));
    }

    private void publish(UserId user, Change change, List<RoomId> rooms) {
        if (owned.test(Shard.of(user.value()))) {
            services.publish(new Presence.Changed(user, change.online()));
            if (!rooms.isEmpty()) {
                State state = new State(user, change.online(), change.lastSeen());
                services.publish(new Hints.ToRooms(rooms, Hints.Body.of(Presence.PRESENCE_HINT, state), null));
            }
        }
    }

    private Future<List<RoomId>> roomsOf(UserId user) {
        return services.roomsOf(user, MAX_ROOMS)
                .map(found -> found.rooms().stream().limit(MAX_ROOMS).toList())
                .onSuccess(rooms -> cachedRooms.put(user, rooms))
                .recover(cause -> {
                    List<RoomId> cached = cachedRooms.getIfPresent(user);
                    return cached == null ? Future.failedFuture(cause) : Future.succeededFuture(cached);
                });
    }
}
