// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.online;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hubbub.contract.address.Shard;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.Presence.Changed;
import dev.hubbub.contract.presence.Presence.State;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.AboutUser;
import dev.hubbub.presence.remote.RemoteServices;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to the rooms of a user what others see of the user, at most once in {@value #REST_MILLIS} ms and then what holds
 * last; to cached rooms while the store is away. The other nodes that serve presence are told at the same time.
 *
 * <p>All members of a room are told alike, but for those whom the user blocks: they are told nothing, and
 * {@link dev.hubbub.presence.query.StateLookup} shows them the user as offline.
 */
public final class PresencePublisher {
    /** Changes of a user in more rooms are published to so many of them. */
    static final int MAX_ROOMS = 300;

    static final long REST_MILLIS = 1_000;

    private static final int MAX_CACHED_USERS = 10_000;

    private final RemoteServices services;
    private final IntPredicate owned;
    private final RetryQueue<Change> queue;
    private final Cache<UserId, Known> cachedUsers = Caffeine.newBuilder()
            .executor(Runnable::run)
            .weigher((UserId user, Known known) -> 1 + known.about().blocked().size())
            .maximumWeight(MAX_CACHED_USERS)
            .build();

    /** @param toRooms null: for rooms nothing has changed */
    private record Change(Changed toNodes, @Nullable State toRooms) {}

    private record Known(List<RoomId> rooms, AboutUser about) {}

    /** @param owned whether this node still owns a shard: users of other shards are not published */
    public PresencePublisher(RemoteServices services, Clock clock, IntPredicate owned) {
        this.services = services;
        this.owned = owned;
        this.queue = new RetryQueue<>("announcing who came and went", clock, REST_MILLIS, this::publish);
    }

    /** Others see another state of a user. */
    void publish(State toRooms, Changed toNodes) {
        queue.add(toNodes.user(), new Change(toNodes, toRooms));
    }

    /** Something has changed that other users do not see; what they are still to be told stays. */
    void publishToNodes(Changed toNodes) {
        State untold = queue.pending(toNodes.user()).map(Change::toRooms).orElse(null);
        queue.add(toNodes.user(), new Change(toNodes, untold));
    }

    /** How many users wait to be published. */
    public int waiting() {
        return queue.size();
    }

    /** How many users were published a moment ago, and wait for the next time. */
    public int resting() {
        return queue.resting();
    }

    /** Of about how many users the rooms are cached. */
    public long cachedUsers() {
        return cachedUsers.estimatedSize();
    }

    public void retryDue() {
        queue.retryDue();
    }

    private Future<?> publish(UserId user, Change change) {
        State toRooms = change.toRooms();
        if (toRooms == null) {
            publishToNodes(user, change.toNodes());
            return Future.succeededFuture();
        }
        return lookUp(user).onSuccess(known -> {
            publishToNodes(user, change.toNodes());
            publishToRooms(toRooms, change.toNodes().online() && !toRooms.online(), known);
        });
    }

    private void publishToNodes(UserId user, Changed changed) {
        if (owned.test(Shard.of(user.value()))) {
            services.publish(changed);
        }
    }

    /** @param invisible whether it is shown as offline and is not, which the user knows better */
    private void publishToRooms(State state, boolean invisible, Known known) {
        if (owned.test(Shard.of(state.user().value())) && !known.rooms().isEmpty()) {
            Instant lastSeen = known.about().showsLastSeen() ? state.lastSeen() : null;
            State told = state.seenAt(lastSeen).shownAs(known.about().profile());
            Hints.Body hint = Hints.Body.of(Presence.PRESENCE_HINT, told);
            services.publish(new Hints.ToRooms(known.rooms(), hint, except(state.user(), invisible, known)));
        }
    }

    /** Who blocks as many users as there may be and is invisible, shows one of them that it is gone. */
    private static Hints.@Nullable Except except(UserId user, boolean invisible, Known known) {
        List<UserId> spared = Stream.concat(
                        invisible ? Stream.of(user) : Stream.empty(), known.about().blocked().stream())
                .limit(Hints.MAX_RECIPIENTS)
                .toList();
        return spared.isEmpty() ? null : Hints.Except.users(spared);
    }

    /** Tells the devices of a user what the user has chosen. */
    void publishToUser(State own) {
        services.publish(new Hints.ToUsers(List.of(own.user()), Hints.Body.of(Presence.PRESENCE_HINT, own), null));
    }

    private Future<Known> lookUp(UserId user) {
        Future<List<RoomId>> rooms = services.roomsOf(user, MAX_ROOMS)
                .map(found -> found.rooms().stream().limit(MAX_ROOMS).toList());
        Future<AboutUser> about = services.about(user);
        return Future.all(rooms, about)
                .map(both -> new Known(rooms.result(), about.result()))
                .onSuccess(known -> cachedUsers.put(user, known))
                .recover(cause -> {
                    Known cached = cachedUsers.getIfPresent(user);
                    return cached == null ? Future.failedFuture(cause) : Future.succeededFuture(cached);
                });
    }
}
