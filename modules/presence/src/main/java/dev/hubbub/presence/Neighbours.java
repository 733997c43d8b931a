// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.presence.Presence;
import dev.hubbub.contract.rooms.Access;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What presence asks of other verticles, and tells them. */
interface Neighbours {
    /** Fails with FORBIDDEN when the caller may not follow the room. */
    Future<Access.SubscriptionAllowed> admit(Caller caller, RoomId room);

    /** The room with all its members. */
    Future<MessageLog.Room> describe(RoomId room);

    /** The rooms of a user; {@link Announcements#MAX_ROOMS} are enough. */
    Future<MessageLog.UserRooms> rooms(UserId user);

    /** Keeps when the user was last seen. */
    Future<MessageLog.UserUpdated> remember(UserId user, Instant seenAt);

    /** What is kept of at most 1,000 users. */
    Future<MessageLog.UserRecords> recall(List<UserId> users);

    /** The states of at most 1,000 users of one shard. */
    Future<Presence.States> lookup(int shard, List<UserId> users);

    /** Who is online in a shard of another node. */
    Future<Presence.Online> online(int shard);

    void announce(Presence.Changed changed);

    void announce(Presence.Typed typed);

    void announce(Presence.Displaced displaced);
}
