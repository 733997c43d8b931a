// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.rooms.Access.Subscribe;
import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;

/** Subscribes callers to a room that they may read. One lookup gives the permission and the head of the room. */
public final class SubscriptionService {
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;

    public SubscriptionService(MessageLogClient log, RoomQueues queues, ReadAccess access) {
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
    }

    /** How many callers wait for the next batched lookup. */
    public int waiting() {
        return lookup.waiting();
    }

    public Future<SubscriptionAllowed> subscribe(Caller caller, Subscribe body) {
        return queues.read(body.room(), () -> lookup.lookUpBatched(caller, body.room()))
                .map(room -> access.require(caller, room))
                .map(room -> new SubscriptionAllowed(room.room(), room.head()));
    }
}
