// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.messages.Messages.History;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Reads the history of a room for callers who may read it. One lookup gives the permission and the head. */
public final class HistoryService {
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;

    public HistoryService(MessageLogClient log, RoomQueues queues, ReadAccess access) {
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
    }

    public Future<Page> history(Caller caller, History body) {
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .map(room -> access.require(caller, room))
                .compose(room -> page(body, room.head()));
    }

    /** Reading on from an entry that is deleted gives the first ones that are not. */
    private Future<MessageLog.Slice> aboveFloor(MessageLog.Read read, MessageLog.Slice slice, long head) {
        return HistoryRange.aboveFloor(read, slice, head).map(log::read).orElseGet(() -> Future.succeededFuture(slice));
    }

    private Future<Page> page(History body, long head) {
        return HistoryRange.of(body, head)
                .map(read -> log.read(read).compose(slice -> aboveFloor(read, slice, head)))
                .map(read -> read.map(slice -> new Page(slice.entries())))
                .orElseGet(() -> Future.succeededFuture(new Page(List.of())));
    }
}
