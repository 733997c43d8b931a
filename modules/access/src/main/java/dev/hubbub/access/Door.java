// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

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
final class Door {
    private final RoomLog log;
    private final Gathering gathering;

    Door(RoomLog log) {
        this.log = log;
        this.gathering = new Gathering(log);
    }

    /** The room as it is now, with the membership of the given users; of all members if none is given. */
    Future<MessageLog.Room> look(Caller caller, RoomId room, List<UserId> users) {
        return log.describe(new MessageLog.Describe(room, users))
                .recover(cause -> Future.failedFuture(seenBy(caller, cause)));
    }

    /** The room as it is now, with the caller's membership; many callers may share one look. */
    Future<MessageLog.Room> lookWithOthers(Caller caller, RoomId room) {
        return gathering.look(room, caller.user()).recover(cause -> Future.failedFuture(seenBy(caller, cause)));
    }

    /** How many callers wait for the next look that they share. */
    int waiting() {
        return gathering.waiting();
    }

    /** The room as it is now, for its members and for the host app's server. */
    Future<MessageLog.Room> admit(Caller caller, RoomId room) {
        return look(caller, room, List.of(caller.user())).map(seen -> require(caller, seen));
    }

    /** The same room, when the caller is a member of it or the host app's server. */
    static MessageLog.Room require(Caller caller, MessageLog.Room room) {
        if (member(room, caller.user()).isEmpty() && !caller.may(Grant.SERVER)) {
            throw closed();
        }
        return room;
    }

    /** The member with this id, among those that the description was asked for. */
    static Optional<Member> member(MessageLog.Room room, UserId user) {
        return room.members().stream()
                .filter(member -> member.user().equals(user))
                .findFirst();
    }

    /** The one answer to everybody for whom a room might as well not exist. */
    static HubException closed() {
        return new HubException(ErrorCode.FORBIDDEN, "no such room, or closed to you");
    }

    private static Throwable seenBy(Caller caller, Throwable cause) {
        boolean missing = cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND);
        if (!missing) {
            return cause;
        }
        return caller.may(Grant.SERVER) ? new HubException(ErrorCode.NOT_FOUND, "no such room") : closed();
    }
}
