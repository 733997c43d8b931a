// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A log that takes its time: each call begins a moment later than it was made. */
record SlowLog(Vertx vertx, EntryStore log) implements EntryStore {
    private static final long MOMENT_MILLIS = 10;

    /** The same store with a slow log. */
    static Store in(Vertx vertx, Store store) {
        return new Store(new SlowLog(vertx, store.log()), store.rooms(), store.users(), store::close);
    }

    private <T> Future<T> later(Supplier<Future<T>> call) {
        return vertx.timer(MOMENT_MILLIS).compose(now -> call.get());
    }

    @Override
    public Future<Integer> append(List<StoredEntry> entries) {
        return later(() -> log.append(entries));
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return later(() -> log.get(room, seqs));
    }

    @Override
    public Future<List<Head>> probe(RoomId room, Collection<Long> seqs) {
        return later(() -> log.probe(room, seqs));
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return later(() -> log.behind(known));
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return later(() -> log.find(room, sender, key));
    }
}
