// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.testing;

import dev.hubbub.contract.messages.MessageLog;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import dev.hubbub.persistence.log.AppendResult;
import dev.hubbub.persistence.log.EntryHeader;
import dev.hubbub.persistence.log.EntryId;
import dev.hubbub.persistence.log.EntryStore;
import dev.hubbub.persistence.log.OwnMessages;
import dev.hubbub.persistence.log.StoredEntry;
import dev.hubbub.persistence.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delays each call. */
public record SlowEntryStore(Vertx vertx, EntryStore delegate) implements EntryStore {
    private static final long DELAY_MILLIS = 10;

    /** The same store with a slow entry store. */
    public static Store wrap(Vertx vertx, Store store) {
        return new Store(
                new SlowEntryStore(vertx, store.entries()),
                store.rooms(),
                store.userRooms(),
                store.members(),
                store.records(),
                store.search(),
                store.calls(),
                store::close);
    }

    private <T> Future<T> delayed(Supplier<Future<T>> call) {
        return vertx.timer(DELAY_MILLIS).compose(now -> call.get());
    }

    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        return delayed(() -> delegate.append(entries));
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return delayed(() -> delegate.get(room, seqs));
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return delayed(() -> delegate.getHeaders(room, seqs));
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return delayed(() -> delegate.get(ids));
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return delayed(() -> delegate.getHeaders(ids));
    }

    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        return delayed(() -> delegate.heads(rooms));
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        return delayed(() -> delegate.ownAfter(sender, after));
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return delayed(() -> delegate.rooms(after, limit));
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return delayed(() -> delegate.behind(known));
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        return delayed(() -> delegate.forgetKeys(before));
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        return delayed(() -> delegate.replies(room, thread, after, limit));
    }

    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        return delayed(() -> delegate.erase(erased));
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return delayed(() -> delegate.find(room, sender, key));
    }
}
