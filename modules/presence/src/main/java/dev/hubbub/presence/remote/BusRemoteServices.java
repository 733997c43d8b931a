// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.LastSeen;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    public Future<?> storeLastSeen(UserId user, Instant seenAt) {
        return bus.call(Records.RAISE, UserRecords.raise(user, new LastSeen(seenAt)));
    }

    @Override
    public Future<Map<UserId, Instant>> lastSeen(List<UserId> users) {
        return bus.call(Records.GET, UserRecords.get(UserRecords.LAST_SEEN, users))
                .map(found -> UserRecords.shown(UserRecords.LAST_SEEN, found.records()))
                .map(values -> values.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, value -> value.getValue().at())));
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return bus.call(Presence.LOOKUP, new Presence.Lookup(shard, users));
    }

    @Override
    public Future<Presence.Online> onlineUsers(int shard, String digest) {
        return bus.call(Presence.ONLINE, new Presence.OfShard(shard, digest));
    }

    @Override
    public void publish(Presence.Changed changed) {
        bus.publish(Presence.CHANGED, changed);
    }

    @Override
    public void publish(Hints.ToRooms hint) {
        bus.publish(Hints.TO_ROOMS, hint);
    }
}
