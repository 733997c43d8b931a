// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers from a cache while the store is away, so that presence and typing go on. */
public final class StaleIfErrorRemoteServices implements RemoteServices {
    private static final int MAX_SUBSCRIPTIONS = 20_000;
    private static final int MAX_MEMBERS = 200_000;

    private final RemoteServices delegate;
    private final StaleIfErrorCache<RoomUser, Access.SubscriptionAllowed> subscriptions;
    private final StaleIfErrorCache<RoomId, MessageLog.Room> rooms;

    private record RoomUser(RoomId room, UserId user) {}

    public StaleIfErrorRemoteServices(RemoteServices delegate, Clock clock) {
        this.delegate = delegate;
        this.subscriptions = new StaleIfErrorCache<>(MAX_SUBSCRIPTIONS, (key, answer) -> 1, clock);
        this.rooms = new StaleIfErrorCache<>(
                MAX_MEMBERS, (id, room) -> 1 + room.members().size(), clock);
    }

    /** How many permissions are cached. */
    public long subscriptions() {
        return subscriptions.weight();
    }

    /** How many rooms and members are cached. */
    public long members() {
        return rooms.weight();
    }

    @Override
    public Future<Access.SubscriptionAllowed> authorizeSubscription(Caller caller, RoomId room) {
        return subscriptions.get(new RoomUser(room, caller.user()), () -> delegate.authorizeSubscription(caller, room));
    }

    @Override
    public Future<MessageLog.Room> describeRoom(RoomId room) {
        return rooms.get(room, () -> delegate.describeRoom(room));
    }

    @Override
    public Future<MessageLog.UserRooms> roomsOf(UserId user, int max) {
        return delegate.roomsOf(user, max);
    }

    @Override
    public Future<?> storeLastSeen(UserId user, Instant seenAt) {
        return delegate.storeLastSeen(user, seenAt);
    }

    @Override
    public Future<Map<UserId, Instant>> lastSeen(List<UserId> users) {
        return delegate.lastSeen(users);
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return delegate.lookup(shard, users);
    }

    @Override
    public Future<Presence.Online> onlineUsers(int shard, String digest) {
        return delegate.onlineUsers(shard, digest);
    }

    @Override
    public void publish(Presence.Changed changed) {
        delegate.publish(changed);
    }

    @Override
    public void publish(Hints.ToRooms hint) {
        delegate.publish(hint);
    }
}
