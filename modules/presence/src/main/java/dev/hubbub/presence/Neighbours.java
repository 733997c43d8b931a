// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.presence;

import dev.hubbub.contract.Access;
import dev.hubbub.contract.Caller;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Presence;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** What presence asks of other verticles, and tells them. */
interface Neighbours {
    /** Fails with FORBIDDEN when the caller may not follow the room. */
    Future<Access.Admitted> admit(Caller caller, RoomId room);

    /** The room with all its members. */
    Future<Log.Room> describe(RoomId room);

    /** The rooms of a user; {@link Announcements#MAX_ROOMS} are enough. */
    Future<Log.UserRooms> rooms(UserId user);

    /** Keeps when the user was last seen. */
    Future<Log.Remembered> remember(UserId user, Instant seenAt);

    /** What is kept of at most 1,000 users. */
    Future<Log.People> recall(List<UserId> users);

    /** The states of at most 1,000 users of one shard. */
    Future<Presence.States> lookup(int shard, List<UserId> users);

    /** Who is online in a shard of another node. */
    Future<Presence.Online> online(int shard);

    void announce(Presence.Changed changed);

    void announce(Presence.Typed typed);

    void announce(Presence.Displaced displaced);
}
