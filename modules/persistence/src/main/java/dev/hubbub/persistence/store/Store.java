// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.store;

import dev.hubbub.persistence.log.EntryStore;
import io.vertx.core.Future;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where everything is kept, behind three ports.
 *
 * @param calls how many calls are under way; from any thread
 */
public record Store(
        EntryStore entries, RoomStore rooms, UserStore users, IntSupplier calls, Supplier<Future<Void>> closer) {

    /** One whose calls do not wait for anybody. */
    public Store(EntryStore entries, RoomStore rooms, UserStore users, Supplier<Future<Void>> closer) {
        this(entries, rooms, users, () -> 0, closer);
    }

    public Future<Void> close() {
        return closer.get();
    }
}
