// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.UserDigest;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.LastSeen;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Access control and the store in memory; both may be unavailable. Collects the published events. */
public final class FakeRemoteServices implements RemoteServices {
    public final List<Presence.Changed> changed = new ArrayList<>();
    public final List<Hints.ToRooms> hints = new ArrayList<>();
    private final Map<RoomId, List<UserId>> rooms = new LinkedHashMap<>();
    private final Map<UserId, Instant> lastSeen = new LinkedHashMap<>();
    /** Which users are online in the shards of other nodes; a shard that is absent does not answer. */
    public final Map<Integer, List<UserId>> onlineByShard = new LinkedHashMap<>();

    public final List<Integer> askedShards = new ArrayList<>();
    public int unchangedAnswers;
    private boolean storeUnavailable;
    private int subscriptionChecks;

    public synchronized void room(RoomId room, List<UserId> members) {
        rooms.put(room, members);
    }

    public synchronized void storeUnavailable(boolean unavailable) {
        storeUnavailable = unavailable;
    }

    public synchronized Instant lastSeen(UserId user) {
        return lastSeen.get(user);
    }

    public synchronized int subscriptionChecks() {
        return subscriptionChecks;
    }

    @Override
    public synchronized Future<Access.SubscriptionAllowed> authorizeSubscription(Caller caller, RoomId room) {
        subscriptionChecks++;
        if (storeUnavailable) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the store is away"));
        }
        return rooms.getOrDefault(room, List.of()).contains(caller.user())
                ? Future.succeededFuture(new Access.SubscriptionAllowed(room, 1))
                : Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "closed"));
    }

    @Override
    public synchronized Future<MessageLog.Room> describeRoom(RoomId room) {
        List<UserId> users = rooms.get(room);
        List<Member> members = users.stream()
                .map(user -> new Member(user, Role.MEMBER, 1, null))
                .toList();
        return fromStore(() -> new MessageLog.Room(
                room, new RoomDetails("Room", Visibility.PUBLIC, null), 1, 1, users.size(), 1, 0, members));
    }

    @Override
    public synchronized Future<MessageLog.UserRooms> roomsOf(UserId user, int max) {
        List<RoomId> joined = rooms.entrySet().stream()
                .filter(room -> room.getValue().contains(user))
                .map(Map.Entry::getKey)
                .toList();
        return fromStore(() -> new MessageLog.UserRooms(joined, null));
    }

    @Override
    public synchronized Future<?> storeLastSeen(UserId user, Instant seenAt) {
        return fromStore(() -> lastSeen.put(user, seenAt));
    }

    @Override
    public synchronized Future<Map<UserId, Instant>> lastSeen(List<UserId> users) {
        return fromStore(() -> {
            Map<UserId, Instant> found = new LinkedHashMap<>(lastSeen);
            found.keySet().retainAll(users);
            return found;
        });
    }

    /** Answers a request for records; only last visits are kept. */
    Future<Records.Found> get(Records.Get request) {
        List<UserId> users =
                request.keys().stream().map(key -> new UserId(key.scope())).toList();
        return lastSeen(users)
                .map(found -> new Records.Found(found.entrySet().stream()
                        .map(each -> UserRecords.raise(each.getKey(), new LastSeen(each.getValue())))
                        .map(raise -> new StoredRecord(raise.key(), 1, raise.rank(), raise.value()))
                        .toList()));
    }

    /** Answers a request that raises a last visit. */
    Future<Records.Stored> raise(Records.Raise request) {
        StoredRecord fresh = new StoredRecord(request.key(), 1, request.rank(), request.value());
        return storeLastSeen(
                        UserRecords.user(fresh),
                        UserRecords.LAST_SEEN.read(fresh).at())
                .map(new Records.Stored(true));
    }

    @Override
    public Future<Presence.States> lookup(int shard, List<UserId> users) {
        return Future.succeededFuture(new Presence.States(users.stream()
                .map(user -> new Presence.State(user, false, null))
                .toList()));
    }

    @Override
    public synchronized Future<Presence.Online> onlineUsers(int shard, String digest) {
        askedShards.add(shard);
        List<UserId> users = onlineByShard.get(shard);
        if (users != null && UserDigest.of(users).equals(digest)) {
            unchangedAnswers++;
            return Future.succeededFuture(new Presence.Online(List.of(), true));
        }
        return users == null
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no node serves this now"))
                : Future.succeededFuture(new Presence.Online(users));
    }

    @Override
    public void publish(Presence.Changed event) {
        changed.add(event);
    }

    @Override
    public void publish(Hints.ToRooms event) {
        hints.add(event);
    }

    private <T> Future<T> fromStore(Supplier<T> answer) {
        return storeUnavailable
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the store is away"))
                : Future.succeededFuture(answer.get());
    }
}
