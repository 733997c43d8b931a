// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.Send;
import dev.hubbub.contract.messages.Messages.Sent;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.Grant;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/** Members, and the host app's server, send messages. What was known of the sender's membership saves a question. */
final class Sending {
    private final int maxTextBytes;
    private final RoomLog log;
    private final Door door;
    private final RoomTurns turns;
    private final Standings standings;

    Sending(int maxTextBytes, RoomLog log, RoomTurns turns, Standings standings) {
        this.maxTextBytes = maxTextBytes;
        this.log = log;
        this.door = new Door(log);
        this.turns = turns;
        this.standings = standings;
    }

    Future<Sent> send(Caller caller, Send send) {
        requireFits(send.text());
        return turns.append(
                send.room(), () -> judge(caller, send.room()), membership -> store(caller, send, membership));
    }

    private void requireFits(String text) {
        if (text.length() <= maxTextBytes / 3) {
            return; // a char takes three bytes at most
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > maxTextBytes) {
            throw new HubException(
                    ErrorCode.TOO_LARGE, "text: " + bytes + " bytes (expected: at most " + maxTextBytes + ")");
        }
    }

    private Future<Long> judge(Caller caller, RoomId room) {
        OptionalLong known =
                caller.may(Grant.SERVER) ? standings.membership(room) : standings.memberAsOf(room, caller.user());
        return known.isPresent() ? Future.succeededFuture(known.getAsLong()) : judgeAfresh(caller, room);
    }

    private Future<Long> judgeAfresh(Caller caller, RoomId room) {
        return door.look(caller, room, List.of(caller.user()))
                .onSuccess(standings::learn)
                .map(seen -> Door.require(caller, seen).membership());
    }

    private Future<Sent> store(Caller caller, Send send, long membership) {
        Entry entry = Entry.message(send.room(), caller, send.clientId(), send.text());
        return log.append(new MessageLog.Append(entry, membership))
                .map(stored -> new Sent(send.room(), stored.seq(), stored.at()))
                .onFailure(cause -> outdated(cause, send.room(), membership));
    }

    private void outdated(Throwable cause, RoomId room, long membership) {
        if (Staleness.is(cause)) {
            standings.forget(room, membership);
        }
    }
}
