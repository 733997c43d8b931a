// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.access.store.MessageLogClient;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.rooms.Access.Subscribe;
import dev.hubbub.contract.rooms.Access.SubscriptionAllowed;
import dev.hubbub.contract.value.Caller;
import io.vertx.core.Future;

/** Lets members subscribe to a room. One lookup gives the permission and the head of the room. */
public final class SubscriptionService {
    private final RoomLookup lookup;
    private final RoomQueues queues;

    public SubscriptionService(MessageLogClient log, RoomQueues queues) {
        this.lookup = new RoomLookup(log);
        this.queues = queues;
    }

    /** How many callers wait for the next batched lookup. */
    public int waiting() {
        return lookup.waiting();
    }

    /** For members only; the host app's server must be a member too. */
    public Future<SubscriptionAllowed> subscribe(Caller caller, Subscribe body) {
        return queues.read(body.room(), () -> lookup.lookUpBatched(caller, body.room()))
                .map(room -> allowed(caller, room));
    }

    private static SubscriptionAllowed allowed(Caller caller, MessageLog.Room room) {
        return RoomLookup.findMember(room, caller.user())
                .map(member -> new SubscriptionAllowed(room.room(), room.head()))
                .orElseThrow(RoomLookup::accessDenied);
    }
}
