// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.History;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.rooms.Access.Subscribe;
import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Members follow a room and read its history. The permission and the head of the room are judged together. */
final class Reading {
    private final RoomLog log;
    private final Door door;
    private final RoomTurns turns;

    Reading(RoomLog log, RoomTurns turns) {
        this.log = log;
        this.door = new Door(log);
        this.turns = turns;
    }

    /** How many wait for others to be looked up before them. */
    int waiting() {
        return door.waiting();
    }

    /** For members only: to follow a room is what membership is, also for the host app's server. */
    Future<SubscriptionAllowed> subscribe(Caller caller, Subscribe body) {
        return turns.ask(body.room(), () -> door.lookWithOthers(caller, body.room()))
                .map(seen -> admitted(caller, seen));
    }

    private static SubscriptionAllowed admitted(Caller caller, MessageLog.Room seen) {
        return Door.member(seen, caller.user())
                .map(member -> new SubscriptionAllowed(seen.room(), seen.head()))
                .orElseThrow(Door::closed);
    }

    Future<Page> history(Caller caller, History body) {
        return turns.ask(body.room(), () -> door.admit(caller, body.room())).compose(seen -> page(body, seen.head()));
    }

    private Future<Page> page(History body, long head) {
        return HistoryPage.of(body, head)
                .map(read -> log.read(read).map(slice -> new Page(slice.entries())))
                .orElseGet(() -> Future.succeededFuture(new Page(List.of())));
    }
}
