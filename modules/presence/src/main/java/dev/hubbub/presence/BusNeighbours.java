// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

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

/** The neighbours on the bus. */
final class BusNeighbours implements Neighbours {
    private final Bus bus;

    BusNeighbours(Bus bus) {
        this.bus = bus;
    }

    @Override
    public Future<Access.SubscriptionAllowed> admit(Caller caller, RoomId room) {
        return bus.call(Access.SUBSCRIBE, caller, new Access.Subscribe(room));
    }

    @Override
    public Future<MessageLog.Room> describe(RoomId room) {
        return bus.call(MessageLog.DESCRIBE, new MessageLog.Describe(room, List.of()));
    }

    @Override
    public Future<MessageLog.UserRooms> rooms(UserId user) {
        return bus.call(MessageLog.ROOMS, new MessageLog.RoomsOf(user, Announcements.MAX_ROOMS));
    }

    @Override
    public Future<MessageLog.UserUpdated> remember(UserId user, Instant seenAt) {
        return bus.call(MessageLog.UPDATE_USER, new MessageLog.UpdateUser(user, null, seenAt));
    }

    @Override
    public Future<MessageLog.UserRecords> recall(List<UserId> users) {
        return bus.call(MessageLog.GET_USERS, new MessageLog.GetUsers(users));
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return bus.call(Presence.LOOKUP, new Presence.Lookup(shard, users));
    }

    @Override
    public Future<Presence.Online> online(int shard) {
        return bus.call(Presence.ONLINE, new Presence.OfShard(shard));
    }

    @Override
    public void announce(Presence.Changed changed) {
        bus.publish(Presence.CHANGED, changed);
    }

    @Override
    public void announce(Presence.Typed typed) {
        bus.publish(Presence.TYPED, typed);
    }

    @Override
    public void announce(Presence.Displaced displaced) {
        bus.publish(Presence.DISPLACED, displaced);
    }
}
