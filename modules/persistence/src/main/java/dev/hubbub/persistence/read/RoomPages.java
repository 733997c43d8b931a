// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.read;

import dev.hubbub.contract.messages.MessageLog.ListRooms;
import dev.hubbub.contract.messages.MessageLog.RoomPage;
import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;

/** Pages of all rooms. */
public final class RoomPages {
    private final EntryStore store;

    public RoomPages(EntryStore store) {
        this.store = store;
    }

    public Future<RoomPage> page(ListRooms request) {
        return store.rooms(request.after(), request.limit())
                .map(rooms -> new RoomPage(rooms, rooms.size() < request.limit() ? null : rooms.get(rooms.size() - 1)));
    }
}
