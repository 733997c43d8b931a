// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.messages;

import dev.hubbub.access.blocks.DirectContacts;
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
    private final DirectContacts contacts;

    /** @param contacts who may write to whom in direct rooms */
    public SubscriptionService(MessageLogClient log, RoomQueues queues, ReadAccess access, DirectContacts contacts) {
        this.lookup = new RoomLookup(log);
        this.queues = queues;
        this.access = access;
        this.contacts = contacts;
    }

    /** How many callers wait for the next batched lookup. */
    public int waiting() {
        return lookup.waiting();
    }

    public Future<SubscriptionAllowed> subscribe(Caller caller, Subscribe body) {
        return queues.read(body.room(), () -> lookup.lookUpBatched(caller, body.room()))
                .map(room -> access.require(caller, room))
                .compose(room -> contacts.isOpenIn(room.details(), caller.user())
                        .map(open -> new SubscriptionAllowed(
                                room.room(),
                                room.head(),
                                (open && access.maySend(caller, room)) ? null : Boolean.TRUE,
                                room.details().isChannel() ? Boolean.TRUE : null,
                                room.base())));
    }
}
