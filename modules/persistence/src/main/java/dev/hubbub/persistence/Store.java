// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where everything is kept, behind three ports.
 *
 * @param calls how many calls are under way; from any thread
 */
record Store(EntryStore log, RoomStore rooms, UserStore users, IntSupplier calls, Supplier<Future<Void>> closer) {

    /** One whose calls do not wait for anybody. */
    Store(EntryStore log, RoomStore rooms, UserStore users, Supplier<Future<Void>> closer) {
        this(log, rooms, users, () -> 0, closer);
    }

    /** Opens what the configuration names; must be used on the context that opened it. */
    static Future<Store> open(Vertx vertx, PersistenceConfig config) {
        return config.connectionString() == null ? Future.succeededFuture(inMemory()) : MongoStore.open(vertx, config);
    }

    static Store inMemory() {
        return new Store(
                new MemoryEntryStore(),
                new MemoryRoomStore(),
                new MemoryUserStore(InstantSource.system()),
                Future::succeededFuture);
    }

    Future<Void> close() {
        return closer.get();
    }
}
