// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Access control and the store in memory, for tests; either may be away. Collects what is announced. */
final class FakeNeighbours implements Neighbours {
    final List<Presence.Changed> changed = new ArrayList<>();
    final List<Presence.Typed> typed = new ArrayList<>();
    final List<Presence.Displaced> displaced = new ArrayList<>();
    private final Map<RoomId, List<UserId>> rooms = new LinkedHashMap<>();
    private final Map<UserId, Instant> seen = new LinkedHashMap<>();
    /** Who is online in the shards of the others; those absent do not answer. */
    final Map<Integer, List<UserId>> online = new LinkedHashMap<>();

    final List<Integer> asked = new ArrayList<>();
    private boolean storeAway;
    private int admissions;

    synchronized void room(RoomId room, List<UserId> members) {
        rooms.put(room, members);
    }

    synchronized void storeAway(boolean away) {
        storeAway = away;
    }

    synchronized Instant seen(UserId user) {
        return seen.get(user);
    }

    synchronized int admissions() {
        return admissions;
    }

    @Override
    public synchronized Future<Access.SubscriptionAllowed> admit(Caller caller, RoomId room) {
        admissions++;
        if (storeAway) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the store is away"));
        }
        return rooms.getOrDefault(room, List.of()).contains(caller.user())
                ? Future.succeededFuture(new Access.SubscriptionAllowed(room, 1))
                : Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "closed"));
    }

    @Override
    public synchronized Future<MessageLog.Room> describe(RoomId room) {
        List<UserId> users = rooms.get(room);
        List<Member> members = users.stream()
                .map(user -> new Member(user, Role.MEMBER, 1, null))
                .toList();
        return stored(() -> new MessageLog.Room(room, "Room", Visibility.PUBLIC, 1, 1, users.size(), members));
    }

    @Override
    public synchronized Future<MessageLog.UserRooms> rooms(UserId user) {
        List<RoomId> in = rooms.entrySet().stream()
                .filter(room -> room.getValue().contains(user))
                .map(Map.Entry::getKey)
                .toList();
        return stored(() -> new MessageLog.UserRooms(in, null));
    }

    @Override
    public synchronized Future<MessageLog.UserUpdated> remember(UserId user, Instant seenAt) {
        return stored(() -> {
            seen.put(user, seenAt);
            return new MessageLog.UserUpdated(user);
        });
    }

    @Override
    public synchronized Future<MessageLog.UserRecords> recall(List<UserId> users) {
        return stored(() -> new MessageLog.UserRecords(users.stream()
                .filter(seen::containsKey)
                .map(user -> new MessageLog.UserRecord(user, null, seen.get(user)))
                .toList()));
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return Future.succeededFuture(new Presence.States(users.stream()
                .map(user -> new Presence.State(user, false, null))
                .toList()));
    }

    @Override
    public synchronized Future<Presence.Online> online(int shard) {
        asked.add(shard);
        List<UserId> there = online.get(shard);
        return there == null
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "nobody serves this now"))
                : Future.succeededFuture(new Presence.Online(there));
    }

    @Override
    public void announce(Presence.Changed event) {
        changed.add(event);
    }

    @Override
    public void announce(Presence.Typed event) {
        typed.add(event);
    }

    @Override
    public void announce(Presence.Displaced event) {
        displaced.add(event);
    }

    private <T> Future<T> stored(Supplier<T> answer) {
        return storeAway
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the store is away"))
                : Future.succeededFuture(answer.get());
    }
}
