// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.time.Clock;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    public Future<LastVisits> lastVisits(List<UserId> users) {
        return delegate.lastVisits(users);
    }

    @Override
    public Future<Set<UserId>> blockersOf(UserId viewer, List<UserId> users) {
        return delegate.blockersOf(viewer, users);
    }

    @Override
    public Future<AboutUser> about(UserId user) {
        return delegate.about(user);
    }

    @Override
    public Future<Map<UserId, ChosenStatus>> chosenStatuses(List<UserId> users) {
        return delegate.chosenStatuses(users);
    }

    @Override
    public Future<?> storeStatus(UserId user, ChosenStatus chosen) {
        return delegate.storeStatus(user, chosen);
    }

    @Override
    public Future<?> refresh(UserId user) {
        return delegate.refresh(user);
    }

    @Override
    public Future<Presence.States> lookup(Presence.Lookup lookup) {
        return delegate.lookup(lookup);
    }

    @Override
    public Future<Presence.States> page(Presence.PageOf page) {
        return delegate.page(page);
    }

    @Override
    public List<String> nodes() {
        return delegate.nodes();
    }

    @Override
    public Future<Occupancy.NodeRooms> rooms(Occupancy.OfNode query) {
        return delegate.rooms(query);
    }

    @Override
    public Future<Occupancy.Followers> followers(Occupancy.OfRoom query) {
        return delegate.followers(query);
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

    @Override
    public void publish(Hints.ToUsers hint) {
        delegate.publish(hint);
    }
}
