// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.policy.Actor;
import dev.hubbub.access.policy.Permission;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.Memberships;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up rooms. A missing room and a room that is closed to the caller give the same failure. */
public final class RoomLookup {
    private final MessageLogClient log;
    private final BatchedRoomLookup batched;

    public RoomLookup(MessageLogClient log) {
        this.log = log;
        this.batched = new BatchedRoomLookup(log);
    }

    /** Returns the current state of the room with the given users' memberships; an empty list means all members. */
    public Future<MessageLog.Room> lookUp(Caller caller, RoomId room, List<UserId> users) {
        return lookUp(room, users).recover(cause -> Future.failedFuture(failureFor(caller, cause)));
    }

    /** Returns the current state of the room with these users' memberships; fails for each caller by {@link #failureFor}. */
    public Future<MessageLog.Room> lookUp(RoomId room, List<UserId> users) {
        return log.describe(new MessageLog.Describe(room, users));
    }

    /** Returns the current state of the room with the caller's membership. Many callers may share one lookup. */
    public Future<MessageLog.Room> lookUpBatched(Caller caller, RoomId room) {
        return batched.lookUp(room, caller.user()).recover(cause -> Future.failedFuture(failureFor(caller, cause)));
    }

    /** Returns some members of a room that keeps them beside the log. */
    public Future<Memberships.Page> members(Memberships.PageOf page) {
        return log.members(page);
    }

    /** How many callers wait for the next batched lookup. */
    public int waiting() {
        return batched.waiting();
    }

    /** The caller as the policy of the room sees it. */
    public static Actor actor(MessageLog.Room room, Caller caller) {
        return actor(find(room, caller.user()).orElse(null), caller);
    }

    /** The same, where it is known what the caller is in the room. */
    public static Actor actor(@Nullable Member member, Caller caller) {
        boolean server = caller.may(Grant.SERVER);
        return member == null ? new Actor(null, server) : new Actor(member.role(), member.until(), server);
    }

    /** Finds this user among the members that the lookup asked for; who is invited or banned is none. */
    public static Optional<Member> findMember(MessageLog.Room room, UserId user) {
        return find(room, user).filter(Member::isMember);
    }

    /** The same, also where the user is invited or banned. */
    public static Optional<Member> find(MessageLog.Room room, UserId user) {
        return room.members().stream()
                .filter(member -> member.user().equals(user))
                .findFirst();
    }

    /** The failure that a caller sees when the lookup failed. */
    public static Throwable failureFor(Caller caller, Throwable cause) {
        boolean missing = cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND);
        if (!missing) {
            return cause;
        }
        return caller.may(Grant.SERVER)
                ? new HubException(ErrorCode.NOT_FOUND, "no such room")
                : Permission.HIDDEN.refusal();
    }
}
