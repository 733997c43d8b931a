// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.Access;
import dev.hubbub.contract.Bus;
import dev.hubbub.contract.Caller;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
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
    public Future<Access.Admitted> admit(Caller caller, RoomId room) {
        return bus.call(Access.SUBSCRIBE, caller, new Access.Subscribe(room));
    }

    @Override
    public Future<Log.Room> describe(RoomId room) {
        return bus.call(Log.DESCRIBE, new Log.Describe(room, List.of()));
    }

    @Override
    public Future<Log.UserRooms> rooms(UserId user) {
        return bus.call(Log.ROOMS, new Log.RoomsOf(user, Announcements.MAX_ROOMS));
    }

    @Override
    public Future<Log.Remembered> remember(UserId user, Instant seenAt) {
        return bus.call(Log.REMEMBER, new Log.Remember(user, null, seenAt));
    }

    @Override
    public Future<Log.People> recall(List<UserId> users) {
        return bus.call(Log.RECALL, new Log.Recall(users));
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
        bus.announce(Presence.CHANGED, changed);
    }

    @Override
    public void announce(Presence.Typed typed) {
        bus.announce(Presence.TYPED, typed);
    }

    @Override
    public void announce(Presence.Displaced displaced) {
        bus.announce(Presence.DISPLACED, displaced);
    }
}
