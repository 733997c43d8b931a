// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.store.search.SearchStore;
import io.vertx.core.Future;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The ports of a store, and how to close it.
 *
 * @param calls how many calls are in flight; from any thread
 */
public record Store(
        EntryStore entries,
        RoomStore rooms,
        UserRoomStore userRooms,
        MemberStore members,
        RecordStore records,
        SearchStore search,
        IntSupplier calls,
        Supplier<Future<Void>> closer) {
    public Future<Void> close() {
        return closer.get();
    }
}
