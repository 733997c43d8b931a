// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.reads.Reads.Position;
import dev.hubbub.contract.reads.Reads.Read;
import dev.hubbub.contract.rooms.Member;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;

/** Takes how far members have read. One lookup gives the membership and the head of the room. */
public final class ReadService {
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;
    private final ReadReceipts receipts;
    private final ThreadReads threads;

    public ReadService(
            MessageLogClient log, RoomQueues queues, ReadAccess access, ReadReceipts receipts, ThreadReads threads) {
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
        this.receipts = receipts;
        this.threads = threads;
    }

    /** How many callers wait for the next batched lookup. */
    public int waiting() {
        return lookup.waiting();
    }

    public Future<Position> read(Caller caller, Read body) {
        return queues.read(body.room(), () -> lookup.lookUpBatched(caller, body.room()))
                .map(room -> access.require(caller, room))
                .compose(room -> read(caller, body, room));
    }

    private Future<Position> read(Caller caller, Read body, MessageLog.Room room) {
        Member member = requireMember(caller, room);
        if (body.seq() > room.head()) {
            throw new HubException(
                    ErrorCode.BAD_REQUEST, "seq: " + body.seq() + " (expected: 1 to " + room.head() + ")");
        }
        if (room.details().isEphemeral()) { // nothing is stored of its messages, nor of who has read them
            return Future.succeededFuture(new Position(body.room(), body.seq(), 0));
        }
        if (body.thread() != null) {
            return threads.read(caller.user(), body.room(), body.thread(), body.seq());
        }
        return receipts.read(caller.user(), room, Math.max(body.seq(), member.since()));
    }

    /** The member who asks; the host app's server is none. */
    static Member requireMember(Caller caller, MessageLog.Room room) {
        return RoomLookup.findMember(room, caller.user())
                .orElseThrow(() -> new HubException(ErrorCode.FORBIDDEN, "only members read a room or mark it"));
    }
}
