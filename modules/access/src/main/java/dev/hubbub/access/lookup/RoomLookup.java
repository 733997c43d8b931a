// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.lookup;

import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Looks into rooms. One that is not there and one that is closed to the caller look exactly the same. */
public final class RoomLookup {
    private final MessageLogClient log;
    private final BatchedRoomLookup batched;

    public RoomLookup(MessageLogClient log) {
        this.log = log;
        this.batched = new BatchedRoomLookup(log);
    }

    /** The room as it is now, with the membership of the given users; of all members if none is given. */
    public Future<MessageLog.Room> lookUp(Caller caller, RoomId room, List<UserId> users) {
        return log.describe(new MessageLog.Describe(room, users))
                .recover(cause -> Future.failedFuture(failureFor(caller, cause)));
    }

    /** The room as it is now, with the caller's membership; many callers may share one look. */
    public Future<MessageLog.Room> lookUpBatched(Caller caller, RoomId room) {
        return batched.lookUp(room, caller.user()).recover(cause -> Future.failedFuture(failureFor(caller, cause)));
    }

    /** How many callers wait for the next look that they share. */
    public int waiting() {
        return batched.waiting();
    }

    /** The room as it is now, for its members and for the host app's server. */
    public Future<MessageLog.Room> authorize(Caller caller, RoomId room) {
        return lookUp(caller, room, List.of(caller.user())).map(found -> requireAccess(caller, found));
    }

    /** The same room, when the caller is a member of it or the host app's server. */
    public static MessageLog.Room requireAccess(Caller caller, MessageLog.Room room) {
        if (findMember(room, caller.user()).isEmpty() && !caller.may(Grant.SERVER)) {
            throw accessDenied();
        }
        return room;
    }

    /** The member with this id, among those that the description was asked for. */
    public static Optional<Member> findMember(MessageLog.Room room, UserId user) {
        return room.members().stream()
                .filter(member -> member.user().equals(user))
                .findFirst();
    }

    /** The one answer to everybody for whom a room might as well not exist. */
    public static HubException accessDenied() {
        return new HubException(ErrorCode.FORBIDDEN, "no such room, or closed to you");
    }

    private static Throwable failureFor(Caller caller, Throwable cause) {
        boolean missing = cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND);
        if (!missing) {
            return cause;
        }
        return caller.may(Grant.SERVER) ? new HubException(ErrorCode.NOT_FOUND, "no such room") : accessDenied();
    }
}
