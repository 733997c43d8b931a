// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.testing;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.UserDigest;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomDetails;
import dev.hubbub.contract.rooms.Visibility;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.presence.remote.AboutUser;
import dev.hubbub.presence.remote.LastVisits;
import dev.hubbub.presence.remote.RemoteServices;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Access control and the store in memory; both may be unavailable. Collects the published events. */
public final class FakeRemoteServices implements RemoteServices {
    public final List<Presence.Changed> changed = new ArrayList<>();
    public final List<Hints.ToRooms> hints = new ArrayList<>();
    public final List<Hints.ToUsers> userHints = new ArrayList<>();
    private final Map<RoomId, List<UserId>> rooms = new LinkedHashMap<>();
    private final Map<RoomId, Set<UserId>> memberSets = new LinkedHashMap<>();
    private final Set<RoomId> invitations = new HashSet<>();
    private final Map<UserId, Instant> lastSeen = new LinkedHashMap<>();
    /** Which users are online in the shards of other nodes; a shard that is absent does not answer. */
    public final Map<Integer, List<UserId>> onlineByShard = new LinkedHashMap<>();

    /** What users chose to be shown as. */
    public final Map<UserId, ChosenStatus> chosen = new LinkedHashMap<>();

    /** How many users' choices each request asked for. */
    public final List<Integer> statusReads = new ArrayList<>();

    public final List<UserId> refreshed = new ArrayList<>();

    /** What users are called, and whether they show when they were last seen. */
    public final Map<UserId, AboutUser> about = new LinkedHashMap<>();

    /** Who may not write to the other user of a direct room. */
    public final Set<UserId> silent = new HashSet<>();

    /** Whom users block. */
    public final Map<UserId, Set<UserId>> blocked = new LinkedHashMap<>();

    /** The rooms that are followed on each node that is a gateway, with the users, once a socket. */
    public final Map<String, Map<RoomId, List<UserId>>> followers = new LinkedHashMap<>();

    /** Nodes that are no gateways, or do not answer. */
    public final List<String> otherNodes = new ArrayList<>();

    public int followerQuestions;

    /** Who answers for the shards of users. */
    public Function<Presence.Lookup, Future<Presence.States>> lookups = FakeRemoteServices::allOffline;

    /** Who answers with pages of shards. */
    public Function<Presence.PageOf, Future<Presence.States>> pages =
            page -> Future.succeededFuture(new Presence.States(List.of()));

    public final List<Integer> askedShards = new ArrayList<>();
    public int unchangedAnswers;
    private boolean storeUnavailable;
    private int subscriptionChecks;

    public synchronized void room(RoomId room, List<UserId> members) {
        rooms.put(room, members);
        memberSets.put(room, Set.copyOf(members));
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
                ? Future.succeededFuture(new Access.SubscriptionAllowed(
                        room, 1, silent.contains(caller.user()) ? true : null, null, null))
                : Future.failedFuture(new HubException(ErrorCode.FORBIDDEN, "closed"));
    }

    @Override
    public synchronized Future<MessageLog.Room> describeRoom(RoomId room) {
        List<UserId> users = rooms.get(room);
        List<Member> members = users.stream()
                .map(user -> new Member(user, Role.MEMBER, 1, null))
                .toList();
        return fromStore(() -> new MessageLog.Room(
                room, new RoomDetails("Room", Visibility.PUBLIC, null), 1, 1, users.size(), 1, 0, members, null));
    }

    @Override
    public synchronized Future<MessageLog.UserRooms> roomsOf(UserId user, int max) {
        return roomsOf(MessageLog.RoomsOf.joined(user, max));
    }

    /** As the store answers. */
    synchronized Future<MessageLog.UserRooms> roomsOf(MessageLog.RoomsOf request) {
        List<RoomId> found = memberSets.entrySet().stream()
                .filter(room -> room.getValue().contains(request.user()))
                .map(Map.Entry::getKey)
                .filter(room -> request.takes(invitations.contains(room) ? Role.INVITED : Role.MEMBER))
                .toList();
        return fromStore(() -> new MessageLog.UserRooms(found, null));
    }

    /** From now on those in the room are only invited. */
    public synchronized void markInvited(RoomId room) {
        invitations.add(room);
    }

    @Override
    public synchronized Future<?> storeLastSeen(UserId user, Instant seenAt) {
        return fromStore(() -> lastSeen.put(user, seenAt));
    }

    @Override
    public synchronized Future<LastVisits> lastVisits(List<UserId> users) {
        return fromStore(() -> {
            Map<UserId, Instant> found = new LinkedHashMap<>(lastSeen);
            found.keySet().retainAll(users);
            Set<UserId> hidden = users.stream()
                    .filter(user -> !about.getOrDefault(user, AboutUser.DEFAULT).showsLastSeen())
                    .collect(Collectors.toSet());
            return new LastVisits(found, hidden);
        });
    }

    @Override
    public synchronized Future<Set<UserId>> blockersOf(UserId viewer, List<UserId> users) {
        return fromStore(() -> users.stream()
                .filter(user -> blocked.getOrDefault(user, Set.of()).contains(viewer))
                .collect(Collectors.toSet()));
    }

    @Override
    public synchronized Future<AboutUser> about(UserId user) {
        return fromStore(() -> {
            AboutUser own = about.getOrDefault(user, AboutUser.DEFAULT);
            return new AboutUser(own.profile(), own.showsLastSeen(), blocked.getOrDefault(user, Set.of()));
        });
    }

    @Override
    public synchronized Future<Map<UserId, ChosenStatus>> chosenStatuses(List<UserId> users) {
        statusReads.add(users.size());
        return fromStore(() -> {
            Map<UserId, ChosenStatus> found = new LinkedHashMap<>(chosen);
            found.keySet().retainAll(users);
            return found;
        });
    }

    @Override
    public synchronized Future<?> storeStatus(UserId user, ChosenStatus status) {
        return fromStore(() -> {
            chosen.put(user, status);
            return status;
        });
    }

    @Override
    public Future<?> refresh(UserId user) {
        refreshed.add(user);
        return Future.succeededFuture();
    }

    @Override
    public Future<Presence.States> lookup(Presence.Lookup lookup) {
        return lookups.apply(lookup);
    }

    private static Future<Presence.States> allOffline(Presence.Lookup lookup) {
        return Future.succeededFuture(new Presence.States(lookup.users().stream()
                .map(user -> new Presence.State(user, false, null))
                .toList()));
    }

    @Override
    public Future<Presence.States> page(Presence.PageOf page) {
        return pages.apply(page);
    }

    @Override
    public List<String> nodes() {
        return Stream.concat(followers.keySet().stream(), otherNodes.stream()).toList();
    }

    @Override
    public Future<Occupancy.NodeRooms> rooms(Occupancy.OfNode query) {
        Map<RoomId, List<UserId>> rooms = followers.get(query.node());
        if (rooms == null) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no node serves this now"));
        }
        List<Occupancy.RoomCount> counts = rooms.entrySet().stream()
                .filter(each -> query.after() == null
                        || each.getKey().value().compareTo(query.after().value()) > 0)
                .sorted(Comparator.comparing(each -> each.getKey().value()))
                .limit(query.limit())
                .map(each -> new Occupancy.RoomCount(
                        each.getKey(),
                        each.getValue().size(),
                        Set.copyOf(each.getValue()).size()))
                .toList();
        long sockets = rooms.values().stream().mapToLong(List::size).sum();
        return Future.succeededFuture(new Occupancy.NodeRooms(sockets, rooms.size(), counts));
    }

    @Override
    public Future<Occupancy.Followers> followers(Occupancy.OfRoom query) {
        followerQuestions++;
        Map<RoomId, List<UserId>> rooms = followers.get(query.node());
        if (rooms == null) {
            return Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "no node serves this now"));
        }
        List<UserId> users = rooms.getOrDefault(query.room(), List.of());
        List<UserId> names = users.stream().distinct().toList();
        return Future.succeededFuture(new Occupancy.Followers(users.size(), names.size(), names));
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

    @Override
    public void publish(Hints.ToUsers event) {
        userHints.add(event);
    }

    <T> Future<T> fromStore(Supplier<T> answer) {
        return storeUnavailable
                ? Future.failedFuture(new HubException(ErrorCode.UNAVAILABLE, "the store is away"))
                : Future.succeededFuture(answer.get());
    }
}
