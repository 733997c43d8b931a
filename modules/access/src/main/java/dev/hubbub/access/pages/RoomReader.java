// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.access.pages;

import dev.hubbub.access.lookup.ReadAccess;
import dev.hubbub.access.lookup.RoomLookup;
import dev.hubbub.access.queue.RoomQueues;
import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.Caller;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import java.util.List;

/** Looks up rooms for callers who want to read them. One lookup gives the permission and the head of the room. */
public final class RoomReader {
    private final RoomLookup lookup;
    private final RoomQueues queues;
    private final ReadAccess access;

    public RoomReader(RoomLookup lookup, RoomQueues queues, ReadAccess access) {
        this.lookup = lookup;
        this.queues = queues;
        this.access = access;
    }

    /** The room; fails if the caller may not read it. */
    Future<MessageLog.Room> require(Caller caller, RoomId room) {
        return queues.read(room, () -> lookup.lookUp(caller, room, List.of(caller.user())))
                .map(found -> access.require(caller, found));
    }
}
