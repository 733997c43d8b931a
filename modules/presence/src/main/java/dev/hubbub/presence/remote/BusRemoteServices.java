// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** The services on the bus. */
public final class BusRemoteServices implements RemoteServices {
    private final Bus bus;

    public BusRemoteServices(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Access.SubscriptionAllowed> authorizeSubscription(Caller caller, RoomId room) {
        return bus.call(Access.SUBSCRIBE, caller, new Access.Subscribe(room));
    }

    @Override
    public Future<MessageLog.Room> describeRoom(RoomId room) {
        return bus.call(MessageLog.DESCRIBE, new MessageLog.Describe(room, List.of()));
    }

    @Override
    public Future<MessageLog.UserRooms> roomsOf(UserId user, int max) {
        return bus.call(MessageLog.ROOMS, new MessageLog.RoomsOf(user, max));
    }

    @Override
    public Future<MessageLog.UserUpdated> updateLastSeen(UserId user, Instant seenAt) {
        return bus.call(MessageLog.UPDATE_USER, new MessageLog.UpdateUser(user, null, seenAt));
    }

    @Override
    public Future<MessageLog.UserRecords> getUsers(List<UserId> users) {
        return bus.call(MessageLog.GET_USERS, new MessageLog.GetUsers(users));
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return bus.call(Presence.LOOKUP, new Presence.Lookup(shard, users));
    }

    @Override
    public Future<Presence.Online> onlineUsers(int shard) {
        return bus.call(Presence.ONLINE, new Presence.OfShard(shard));
    }

    @Override
    public void publish(Presence.Changed changed) {
        bus.publish(Presence.CHANGED, changed);
    }

    @Override
    public void publish(Presence.Typed typed) {
        bus.publish(Presence.TYPED, typed);
    }
}
