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
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes a time for each entry, by a clock that goes on only while it writes. For use on one context. */
public final class PacedEntryStore implements EntryStore {
    private final EntryStore delegate;
    private final AtomicLong nanos = new AtomicLong();
    private final List<Integer> batches = new ArrayList<>();
    private Runnable meanwhile = () -> {};
    private long nanosEach;

    public PacedEntryStore(EntryStore delegate) {
        this.delegate = delegate;
    }

    /** The same store with this one for entries. */
    public Store in(Store store) {
        return new Store(
                this,
                store.rooms(),
                store.userRooms(),
                store.members(),
                store.records(),
                store.search(),
                store.calls(),
                store::close);
    }

    public long nanos() {
        return nanos.get();
    }

    /** Each entry takes so long, and this happens while it is written. */
    public void pace(long nanosOfEach, Runnable whileEachIsWritten) {
        nanosEach = nanosOfEach;
        meanwhile = whileEachIsWritten;
    }

    /** The sizes of all batches. */
    public List<Integer> batches() {
        return batches;
    }

    @Override
    public Future<AppendResult> append(List<StoredEntry> entries) {
        batches.add(entries.size());
        Promise<AppendResult> written = Promise.promise();
        Vertx.currentContext().runOnContext(later -> {
            for (int i = 0; i < entries.size(); i++) {
                nanos.addAndGet(nanosEach);
                meanwhile.run();
            }
            delegate.append(entries).onComplete(written);
        });
        return written.future();
    }

    @Override
    public Future<List<StoredEntry>> get(RoomId room, Collection<Long> seqs) {
        return delegate.get(room, seqs);
    }

    @Override
    public Future<List<EntryHeader>> getHeaders(RoomId room, Collection<Long> seqs) {
        return delegate.getHeaders(room, seqs);
    }

    @Override
    public Future<List<StoredEntry>> get(Collection<EntryId> ids) {
        return delegate.get(ids);
    }

    @Override
    public Future<Map<EntryId, EntryHeader>> getHeaders(Collection<EntryId> ids) {
        return delegate.getHeaders(ids);
    }

    @Override
    public Future<Map<RoomId, EntryHeader>> heads(Collection<RoomId> rooms) {
        return delegate.heads(rooms);
    }

    @Override
    public Future<Map<RoomId, OwnMessages>> ownAfter(UserId sender, Collection<EntryId> after) {
        return delegate.ownAfter(sender, after);
    }

    @Override
    public Future<List<RoomId>> rooms(@Nullable RoomId after, int limit) {
        return delegate.rooms(after, limit);
    }

    @Override
    public Future<List<RoomId>> behind(Collection<MessageLog.Known> known) {
        return delegate.behind(known);
    }

    @Override
    public Future<List<StoredEntry>> replies(RoomId room, long thread, @Nullable Long after, int limit) {
        return delegate.replies(room, thread, after, limit);
    }

    @Override
    public Future<Void> erase(Collection<StoredEntry> erased) {
        return delegate.erase(erased);
    }

    @Override
    public Future<Optional<StoredEntry>> find(RoomId room, UserId sender, String key) {
        return delegate.find(room, sender, key);
    }

    @Override
    public Future<Integer> forgetKeys(Instant before) {
        return delegate.forgetKeys(before);
    }
}
