// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.persistence.log.EntryStore;
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
        RecordStore records,
        IntSupplier calls,
        Supplier<Future<Void>> closer) {

    /** A store that does not count its calls. */
    public Store(
            EntryStore entries,
            RoomStore rooms,
            UserRoomStore userRooms,
            RecordStore records,
            Supplier<Future<Void>> closer) {
        this(entries, rooms, userRooms, records, () -> 0, closer);
    }

    public Future<Void> close() {
        return closer.get();
    }
}
