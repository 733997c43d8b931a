// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.bus.Bus;
import dev.hubbub.contract.cluster.ClusterMembers;
import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Occupancy;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.presence.StatusRequests;
import dev.hubbub.contract.records.RecordKey;
import dev.hubbub.contract.records.RecordKind;
import dev.hubbub.contract.records.Records;
import dev.hubbub.contract.records.StoredRecord;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.users.Blocks;
import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.users.UserRecords.ChosenStatus;
import dev.hubbub.contract.users.UserRecords.LastSeen;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Profile;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The services on the bus. */
public final class BusRemoteServices implements RemoteServices {
    private final Bus bus;
    private final Bus hurried;

    /** @param hurried a bus whose calls do not wait long, for questions to all nodes */
    public BusRemoteServices(Bus bus, Bus hurried) {
        this.bus = bus;
        this.hurried = hurried;
    }

    @Override
    public Future<Access.SubscriptionAllowed> authorizeSubscription(Caller caller, RoomId room) {
        return bus.call(Access.SUBSCRIBE, caller, new Access.Subscribe(room));
    }

    @Override
    public Future<MessageLog.Room> describeRoom(RoomId room) {
        return bus.call(MessageLog.DESCRIBE, new MessageLog.Describe(room, List.of()))
                .compose(found ->
                        found.details().keepsMembersApart() && !found.details().isChannel()
                                ? withMembers(found)
                                : Future.succeededFuture(found));
    }

    /** The first page of members that are kept beside the log. */
    private Future<MessageLog.Room> withMembers(MessageLog.Room room) {
        return bus.call(Memberships.PAGE, new Memberships.PageOf(room.room(), null, Memberships.MAX_PAGE, null))
                .map(page -> room.with(page.members()));
    }

    @Override
    public Future<MessageLog.UserRooms> roomsOf(UserId user, int max) {
        return bus.call(MessageLog.ROOMS, MessageLog.RoomsOf.joined(user, max));
    }

    @Override
    public Future<?> storeLastSeen(UserId user, Instant seenAt) {
        return bus.call(Records.RAISE, UserRecords.raise(user, new LastSeen(seenAt)));
    }

    @Override
    public Future<LastVisits> lastVisits(List<UserId> users) {
        List<RecordKind<?>> kinds = List.of(UserRecords.LAST_SEEN, UserRecords.PRIVACY);
        return bus.call(Records.GET, UserRecords.get(kinds, users)).map(found -> visits(found.records()));
    }

    private static LastVisits visits(List<StoredRecord> found) {
        Map<UserId, Instant> times = UserRecords.shown(UserRecords.LAST_SEEN, found).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, value -> value.getValue().at()));
        Set<UserId> hidden = UserRecords.shown(UserRecords.PRIVACY, found).entrySet().stream()
                .filter(value -> !value.getValue().lastSeen())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return new LastVisits(times, hidden);
    }

    @Override
    public Future<Set<UserId>> blockersOf(UserId viewer, List<UserId> users) {
        List<RecordKey> keys =
                users.stream().map(user -> Blocks.key(user, viewer)).toList();
        return bus.call(Records.GET, new Records.Get(keys))
                .map(found -> found.records().stream().map(UserRecords::user).collect(Collectors.toSet()));
    }

    @Override
    public Future<AboutUser> about(UserId user) {
        List<RecordKind<?>> kinds = List.of(UserRecords.PROFILE, UserRecords.PRIVACY);
        Future<Records.Found> own = bus.call(Records.GET, UserRecords.get(kinds, List.of(user)));
        Future<Records.Found> blocks = bus.call(
                Records.LIST, new Records.ListOf(user.value(), Blocks.RECORD.name(), null, Blocks.MAX_BLOCKED));
        return Future.all(own, blocks)
                .map(both -> about(user, own.result().records(), blocks.result().records()));
    }

    private static AboutUser about(UserId user, List<StoredRecord> own, List<StoredRecord> blocks) {
        Profile profile = UserRecords.shown(UserRecords.PROFILE, own).get(user);
        boolean showsLastSeen = UserRecords.privacy(user, own).lastSeen();
        Set<UserId> blocked =
                blocks.stream().map(block -> new UserId(block.key().key())).collect(Collectors.toSet());
        return new AboutUser(profile, showsLastSeen, blocked);
    }

    @Override
    public Future<Map<UserId, ChosenStatus>> chosenStatuses(List<UserId> users) {
        return bus.call(Records.GET, UserRecords.get(UserRecords.CHOSEN_STATUS, users))
                .map(found -> UserRecords.shown(UserRecords.CHOSEN_STATUS, found.records()));
    }

    @Override
    public Future<?> storeStatus(UserId user, ChosenStatus chosen) {
        return bus.call(Records.PUT, UserRecords.put(user, chosen));
    }

    @Override
    public Future<?> refresh(UserId user) {
        return bus.call(StatusRequests.REFRESH, new StatusRequests.Refresh(user));
    }

    @Override
    public Future<Presence.States> lookup(Presence.Lookup lookup) {
        return bus.call(Presence.LOOKUP, lookup);
    }

    @Override
    public Future<Presence.States> page(Presence.PageOf page) {
        return bus.call(Presence.PAGE, page);
    }

    @Override
    public List<String> nodes() {
        return ClusterMembers.all(bus.vertx());
    }

    @Override
    public Future<Occupancy.NodeRooms> rooms(Occupancy.OfNode query) {
        return hurried.call(Occupancy.ROOMS, query);
    }

    @Override
    public Future<Occupancy.Followers> followers(Occupancy.OfRoom query) {
        return hurried.call(Occupancy.FOLLOWERS, query);
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

    @Override
    public void publish(Hints.ToUsers hint) {
        bus.publish(Hints.TO_USERS, hint);
    }
}
