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
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What presence calls on other verticles, and publishes to them. */
public interface RemoteServices {
    /** Fails with FORBIDDEN when the caller may not follow the room. */
    Future<Access.SubscriptionAllowed> authorizeSubscription(Caller caller, RoomId room);

    /** The room with all its members. */
    Future<MessageLog.Room> describeRoom(RoomId room);

    /** The rooms of a user, at most {@code max}. */
    Future<MessageLog.UserRooms> roomsOf(UserId user, int max);

    /** Stores when the user was last seen, unless a later time is stored. */
    Future<?> storeLastSeen(UserId user, Instant seenAt);

    /** When each of at most 1,000 users was last seen, and which of them do not show it. */
    Future<LastVisits> lastVisits(List<UserId> users);

    /** Which of at most 1,000 users block this one. */
    Future<Set<UserId>> blockersOf(UserId viewer, List<UserId> users);

    /** What a user is called, what the user shows, and to whom not. */
    Future<AboutUser> about(UserId user);

    /** What each of at most 1,000 users chose to be shown as, where it is stored. */
    Future<Map<UserId, ChosenStatus>> chosenStatuses(List<UserId> users);

    /** Stores what a user chose to be shown as. */
    Future<?> storeStatus(UserId user, ChosenStatus chosen);

    /** Has the owner of the user's shard read again what the user chose. */
    Future<?> refresh(UserId user);

    /** The states of users of one shard. */
    Future<Presence.States> lookup(Presence.Lookup lookup);

    /** A page of the users of one shard who are shown as online. */
    Future<Presence.States> page(Presence.PageOf page);

    /** The nodes of the cluster, whatever they serve. */
    List<String> nodes();

    /** What follows rooms on one node; fails soon where the node is no gateway or does not answer. */
    Future<Occupancy.NodeRooms> rooms(Occupancy.OfNode query);

    /** Who follows a room on one node; fails soon where the node is no gateway or does not answer. */
    Future<Occupancy.Followers> followers(Occupancy.OfRoom query);

    /** Which users are online in a shard of another node, if they are others than those of the digest. */
    Future<Presence.Online> onlineUsers(int shard, String digest);

    /** To the other nodes that serve presence. */
    void publish(Presence.Changed changed);

    /** To clients. */
    void publish(Hints.ToRooms hint);

    /** To the clients of users. */
    void publish(Hints.ToUsers hint);
}
