// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.room;

import dev.hubbub.contract.users.UserRecords;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Reads what is not there, so that the answer to a stranger takes the same reads, one after the other, whether a room is
 * hidden, in memory or not, or does not exist: a snapshot, a head, the newest entry and its profile.
 */
public final class MissingRoom {
    /** Drawn, so that no user knows it and makes a room of this id. */
    private final String name = UUID.randomUUID().toString();

    private final RoomId room = new RoomId(name);
    private final List<UserId> sender = List.of(new UserId(name));
    private final Store store;

    public MissingRoom(Store store) {
        this.store = store;
    }

    /** As when a room is loaded. */
    public Future<?> readSnapshot() {
        return store.rooms().find(room);
    }

    /** As when the newest entry of a room that was loaded is published. */
    public Future<?> readNewest() {
        return store.entries().get(room, List.of(1L)).compose(none -> store.records()
                .get(UserRecords.get(UserRecords.PROFILE, sender).keys()));
    }
}
