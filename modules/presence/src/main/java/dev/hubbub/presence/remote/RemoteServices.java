// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence.remote;

import dev.hubbub.contract.hints.Hints;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

    /** When each of at most 1,000 users was last seen, where it is stored. */
    Future<Map<UserId, Instant>> lastSeen(List<UserId> users);

    /** The states of at most 1,000 users of one shard. */
    Future<Presence.States> lookup(int shard, List<UserId> users);

    /** Which users are online in a shard of another node, if they are others than those of the digest. */
    Future<Presence.Online> onlineUsers(int shard, String digest);

    /** To the other nodes that serve presence. */
    void publish(Presence.Changed changed);

    /** To clients. */
    void publish(Hints.ToRooms hint);
}
