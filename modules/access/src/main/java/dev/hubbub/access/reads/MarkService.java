// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.reads;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.reads.Reads.Mark;
import dev.hubbub.contract.reads.Reads.Marked;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;
import java.util.List;

/** Changes how members keep a room in their own lists. */
public final class MarkService {
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;
    private final RoomFlags flags;
    private final ReadEvents events;

    public MarkService(MessageLogClient log, RoomQueues queues, ReadAccess access, RoomFlags flags, ReadEvents events) {
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
        this.flags = flags;
        this.events = events;
    }

    public Future<Marked> mark(Caller caller, Mark body) {
        return queues.read(body.room(), () -> lookup.lookUp(caller, body.room(), List.of(caller.user())))
                .map(room -> ReadService.requireMember(caller, access.require(caller, room)))
                .compose(member -> flags.change(caller.user(), body.room(), before -> before.with(body)))
                .map(changed -> {
                    Marked marked = changed.after().in(body.room());
                    if (changed.isChange()) {
                        events.marked(caller.user(), marked);
                    }
                    return marked;
                });
    }
}
