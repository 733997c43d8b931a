// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.Messages.History;
import dev.hubbub.contract.messages.Messages.Page;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Members and the host app's server read the history of a room. One lookup gives the permission and the head. */
public final class HistoryService {
    private final MessageLogClient log;
    private final RoomLookup lookup;
    private final RoomQueues queues;

    public HistoryService(MessageLogClient log, RoomQueues queues) {
        this.log = log;
        this.lookup = new RoomLookup(log);
        this.queues = queues;
    }

    public Future<Page> history(Caller caller, History body) {
        return queues.read(body.room(), () -> lookup.authorize(caller, body.room()))
                .compose(room -> page(body, room.head()));
    }

    private Future<Page> page(History body, long head) {
        return HistoryRange.of(body, head)
                .map(read -> log.read(read).map(slice -> new Page(slice.entries())))
                .orElseGet(() -> Future.succeededFuture(new Page(List.of())));
    }
}
