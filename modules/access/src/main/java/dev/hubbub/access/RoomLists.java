// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.Caller;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import dev.hubbub.contract.Log;
import dev.hubbub.contract.Member;
import dev.hubbub.contract.RoomId;
import dev.hubbub.contract.Rooms.Info;
import dev.hubbub.contract.Rooms.Mine;
import dev.hubbub.contract.Rooms.RoomList;
import dev.hubbub.contract.UserId;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Shows callers their own rooms. */
final class RoomLists {
    static final int MAX_ROOMS = 1_000;
    private static final int ROOMS_AT_A_TIME = 32;

    private final RoomLog log;

    RoomLists(RoomLog log) {
        this.log = log;
    }

    Future<RoomList> mine(Caller caller, Mine body) {
        return log.rooms(new Log.RoomsOf(caller.user()))
                .compose(found -> infos(caller.user(), found.rooms()))
                .map(RoomList::new);
    }

    private Future<List<Info>> infos(UserId user, List<RoomId> rooms) {
        List<RoomId> some = rooms.stream().limit(MAX_ROOMS).toList();
        return Batches.ask(some, ROOMS_AT_A_TIME, room -> info(user, room))
                .map(infos -> infos.stream().flatMap(Optional::stream).toList());
    }

    /** Empty when the list of rooms is ahead of, or behind, the room itself: the room decides. */
    private Future<Optional<Info>> info(UserId user, RoomId room) {
        return log.describe(new Log.Describe(room, List.of(user)))
                .map(seen -> Door.member(seen, user).map(member -> info(seen, member)))
                .recover(RoomLists::skipMissing);
    }

    private static Info info(Log.Room room, Member member) {
        return new Info(room.room(), room.name(), room.visibility(), member.role(), room.head());
    }

    private static Future<Optional<Info>> skipMissing(Throwable cause) {
        boolean missing = cause instanceof HubException failure && failure.is(ErrorCode.NOT_FOUND);
        return missing ? Future.succeededFuture(Optional.empty()) : Future.failedFuture(cause);
    }
}
